import type { Ctx } from "@switchboard/core";
import type { Admission, Level } from "@switchboard/core/rate";
import type { GraphQLError } from "graphql";
import { topError } from "../refusal.ts";

export type { Admission, Level };

/** Whether a request of this cost may run now. */
export type Admit = (ctx: Ctx, cost: number) => Promise<Admission>;

/** What a request has with it when its turn comes. */
interface Measured {
  readonly ctx?: Ctx;
  readonly cost?: number;
  rateLimit?: Level;
}

const TOO_MANY_REQUESTS = 429;

const WHOSE = { caller: "What you may ask for", workspace: "What all callers of this desk together may ask for" };

/** Takes the cost of a request, and notes on it what is left. Gives the refusal when there is not enough. */
export async function throttle(admit: Admit | undefined, request: Measured): Promise<GraphQLError | null> {
  if (!admit || !request.ctx || !request.cost) return null;
  const admission = await admit(request.ctx, request.cost);
  if (admission.level) request.rateLimit = admission.level;
  if (admission.admitted) return null;
  const { whose, level, retryAfterSeconds } = admission;
  const points = level.limit.toLocaleString("en-US");
  return topError(
    "THROTTLED",
    `${WHOSE[whose]} is ${points} points a minute, and it is used up. Try again in ${retryAfterSeconds} s.`,
    { status: TOO_MANY_REQUESTS, headers: { "retry-after": String(retryAfterSeconds) } },
  );
}
