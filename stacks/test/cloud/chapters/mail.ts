import { expect } from "vitest";
import { header, mailIn, type Running, reply, tickets } from "../desk.ts";
import { SUPPORT } from "../setup.ts";
import type { Chapter } from "./index.ts";

/** Mail in at one end, mail out at the other, and what became of it. */
export const mail: Chapter = {
  name: "a mail becomes a ticket, its answer goes out, the customer's answer lands on it, and SES's report too",
  async tell(running: Running) {
    const { cloud, graphql } = running;
    await mailIn(running, { subject: "My chain" });
    const [opened] = await tickets(running);
    expect(opened).toMatchObject({ subject: "My chain", status: "NEW" });
    const id = opened?.id ?? "";

    await reply(running, id, "Oil it.");
    const [sent, ...more] = cloud.sentMail();
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ to: ["eve@customer.example"] });
    expect(sent?.from).toContain(SUPPORT);

    const token = /<([^>]+)>/.exec(header(sent?.raw ?? "", "Reply-To"))?.[1] ?? "";
    expect(token).toMatch(/^support\+.+@help\.example\.com$/);
    const references = header(sent?.raw ?? "", "Message-ID");
    const headers = [`In-Reply-To: ${references}`, `References: ${references}`];
    await mailIn(running, { to: token, subject: "Re: My chain", text: "It sings!", headers });
    expect(await tickets(running)).toEqual([expect.objectContaining({ id, status: "OPEN" })]);

    cloud.report(sent?.id ?? "", "delivery");
    await cloud.settle();
    const deliveries = "query D($id: ID!) { ticket(id: $id) { deliveries(first: 5) { edges { node { status } } } } }";
    expect(await graphql(deliveries, { id })).toMatchObject({
      ticket: { deliveries: { edges: [{ node: { status: "DELIVERED" } }] } },
    });
  },
};
