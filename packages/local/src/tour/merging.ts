import * as api from "./api.ts";
import { chapter, expect, told } from "./print.ts";

/** One customer wrote twice, and somebody merges a ticket too many. */
export async function merging(desk: api.Caller, tickets: readonly api.TicketRow[]): Promise<void> {
  chapter("Two tickets, one matter");
  const [target, twin] = tickets.filter(({ customer }) => customer.email.startsWith("claire"));
  const other = tickets.find(({ customer }) => customer.email.startsWith("hanako"));
  expect(target !== undefined && twin !== undefined && other !== undefined, "tickets are missing");
  const before = await countOf(desk, target.id);
  await desk.ask(api.MERGE, { input: { targetId: target.id, sourceIds: [twin.id] } });
  const both = await countOf(desk, target.id);
  expect(both > before, `${both} entries after the merge, ${before} before`);
  told(`Claire's #${twin.number} is merged into #${target.number}`, `${both} entries, read as one`);
  await desk.ask(api.MERGE, { input: { targetId: target.id, sourceIds: [other.id] } });
  const { ticket } = await desk.ask<{ ticket: { status: string } }>(api.UNMERGE, { input: { ticketId: other.id } });
  expect(ticket.status === other.status, `it was ${other.status} and is ${ticket.status}`);
  expect((await countOf(desk, target.id)) === both, "entries of the wrong merge stayed");
  told(`Hanako's #${other.number} was merged by mistake; that is undone`, `again ${ticket.status}`);
}

async function countOf(desk: api.Caller, id: string): Promise<number> {
  const { entries } = await desk.ask<{ entries: { edges: readonly unknown[] } }>(api.ENTRIES, { id });
  return entries.edges.length;
}
