import type { Ctx } from "../../kernel/index.ts";
import { automaticLetter } from "../automatic/letter.ts";
import type { Prepared } from "./letter.ts";
import { answerOf, letterOf } from "./reply.ts";
import type { Delivery, Purpose } from "./schema.ts";
import { testLetter } from "./trial.ts";

/** How a mail of each purpose is written anew, when the carrier had no room for it at first. */
export const LETTERS: Readonly<Record<Purpose, (ctx: Ctx, delivery: Delivery) => Promise<Prepared>>> = {
  REPLY: async (ctx, { ticketId, sequence }) => {
    if (ticketId === undefined || sequence === undefined) return "There is no such answer.";
    const answer = await answerOf(ctx, ticketId, sequence);
    return typeof answer === "string" ? answer : letterOf(ctx, answer);
  },
  ACKNOWLEDGEMENT: (ctx, delivery) => automaticLetter(ctx, "ACKNOWLEDGEMENT", delivery),
  AWAY: (ctx, delivery) => automaticLetter(ctx, "AWAY", delivery),
  TEST: (ctx, { to }) => testLetter(ctx, to),
};
