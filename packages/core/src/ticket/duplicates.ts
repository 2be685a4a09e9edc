import { type Ctx, parse } from "../kernel/index.ts";
import { listOfCustomer } from "./lists.ts";
import { NEAR, nearness } from "./nearness.ts";
import { getMany } from "./read.ts";
import { DuplicatesInput, type TicketSummary } from "./schema/index.ts";
import { isActive, isWork } from "./status.ts";

/** Of a customer's newest so many. */
const LOOKED_AT = 100;
const MOST = 5;
/** Of these so many are looked at themselves: a list does not tell what is spam. */
const NEAREST = 10;

/**
 * Open tickets of a customer with a subject near this one, nearest first, up to five: before another is opened, or
 * beside one that is there. One query of the customer's newest hundred, and one read of the nearest ten.
 *
 * @throws FORBIDDEN, BAD_USER_INPUT
 * @example const twins = await Ticket.suggestDuplicates(ctx, { customerId, subject: "Chain slips" });
 */
export async function suggestDuplicates(ctx: Ctx, raw: DuplicatesInput): Promise<readonly TicketSummary[]> {
  const { customerId, subject, exceptId } = parse(DuplicatesInput, raw);
  const { edges } = await listOfCustomer(ctx, customerId, {}, { first: LOOKED_AT });
  const nearest = edges
    .map(({ node }) => ({ node, near: nearness(node.subject, subject) }))
    .filter(({ node, near }) => near >= NEAR && isActive(node.status) && node.id !== exceptId)
    .sort((a, b) => b.near - a.near)
    .slice(0, NEAREST)
    .map(({ node }) => node);
  const states = await getMany(
    ctx,
    nearest.map(({ id }) => id),
  );
  return nearest.filter((_, i) => states[i] && isWork(states[i])).slice(0, MOST);
}
