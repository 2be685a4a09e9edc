import { expect } from "vitest";
import { about, mailIn, tickets } from "../desk.ts";
import type { Chapter } from "./index.ts";

const DAY = 24 * 60 * 60 * 1_000;

/** What is deleted can be restored for thirty days; then its words go, by the tick and a reaction to it. */
export const purge: Chapter = {
  name: "a deleted ticket is gone from the lists at once, and what it said thirty days later",
  async tell(running) {
    const { cloud, graphql } = running;
    await mailIn(running, { subject: "Delete me", text: "Nobody should have this." });
    const [{ id: ticketId } = { id: "" }] = await about(running, "Delete me");
    const text = "mutation D($input: DeleteTicketInput!) { deleteTicket(input: $input) { errors { message } } }";
    expect(await graphql(text, { input: { ticketId } })).toEqual({ deleteTicket: { errors: [] } });
    expect(await about(running, "Delete me")).toEqual([]);
    const query = "query T($id: ID!) { ticket(id: $id) { subject entries(first: 5) { edges { node { text } } } } }";
    expect(JSON.stringify(await graphql(query, { id: ticketId }))).toContain("Nobody should have this.");
    const others = (await tickets(running)).length;

    await cloud.advance(31 * DAY);
    await cloud.settle();
    expect(await graphql(query, { id: ticketId })).toMatchObject({ ticket: { subject: "" } });
    expect(JSON.stringify(await graphql(query, { id: ticketId }))).not.toContain("Nobody should have this.");
    expect((await tickets(running)).length).toBeLessThanOrEqual(others);
  },
};
