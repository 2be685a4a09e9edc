import * as Customer from "../../src/customer/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import type { Fixture } from "./desk.ts";

type Ctx = Fixture["agent"];
export const merge = (f: Fixture, targetId: string, ...sourceIds: string[]) =>
  Ticket.merge(f.agent, { targetId, sourceIds });
/** Everything said on a ticket as one sees it, oldest first. */
export async function texts(ctx: Ctx, id: string): Promise<readonly string[]> {
  const found: Ticket.Entry[] = [];
  let after: string | undefined;
  do {
    const { edges, pageInfo } = await Ticket.entries(ctx, id, { first: 100, after });
    found.push(...edges.map(({ node }) => node));
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
  return found.flatMap(({ words }) => words?.text ?? []).reverse();
}

/** Another customer with a ticket of theirs. */
export async function stranger(f: Fixture) {
  const { object } = await Customer.upsert(f.system, { email: "zoe@example.com", name: "Zoe" });
  const ctx = f.as({ kind: "customer", workspaceId: "main", customerId: object.id });
  return { ctx, ticket: await f.openTicket({ customerId: object.id, text: "zoe 1" }) };
}

export async function close(f: Fixture, ticketId: string): Promise<void> {
  await Ticket.resolve(f.agent, { ticketId });
  await Ticket.close(f.agent, { ticketId });
}
