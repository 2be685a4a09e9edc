import * as fc from "fast-check";
import * as Ticket from "../../src/ticket/index.ts";
import { type Step, words } from "./step.ts";

/** Steps of the work around a ticket: who watches it. */
export const work: fc.Arbitrary<Step> = fc.oneof(
  fc.boolean().map(
    (away): Step =>
      (f, ticketId) =>
        (away ? Ticket.unfollow : Ticket.follow)(f.agent, { ticketId }),
  ),
  fc.tuple(fc.constantFrom("a@example.com", "B@example.com", "b@EXAMPLE.com"), fc.boolean()).map(
    ([address, away]): Step =>
      (f, ticketId) =>
        (away ? Ticket.removeCc : Ticket.addCc)(f.agent, { ticketId, address }),
  ),
  words.map(
    (text): Step =>
      (f, ticketId) =>
        Ticket.note(f.agent, { ticketId, text, mentions: [f.agentId] }),
  ),
);
