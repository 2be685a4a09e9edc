import * as api from "./api.ts";
import { expect } from "./print.ts";

/** All tickets, as the desk lists them. */
export async function ticketsOf(desk: api.Caller): Promise<readonly api.TicketRow[]> {
  const { edges } = await desk.ask<{ edges: readonly { node: api.TicketRow }[] }>(api.TICKETS);
  return edges.map(({ node }) => node);
}

/** A ticket with what was said last on it. */
export async function newest(desk: api.Caller, id: string) {
  const ticket = await desk.ask<{ status: string; entries: { edges: readonly { node: api.EntryRow }[] } }>(
    api.ENTRIES,
    { id },
  );
  const entries = ticket.entries.edges.map(({ node }) => node);
  const [entry] = entries;
  expect(entry !== undefined, "the ticket has no entry");
  return { status: ticket.status, entry, entries };
}
