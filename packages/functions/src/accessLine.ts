import type { Ctx } from "@switchboard/core";
import { type ActorRef, refOf } from "@switchboard/core/kernel";
import type { Answered } from "@switchboard/graphql";
import { info } from "./log.ts";

const LONGEST_NAME = 100;

/** Ids of ours, and nothing else that a token might have put in their place. */
const nameOf = ({ kind, id }: ActorRef): string => `${kind}:${id.replace(/[^\w-]/g, "").slice(0, LONGEST_NAME)}`;

/** Who really acts, and as whom. */
function callerOf(ctx: Ctx) {
  const { impersonator } = ctx.request;
  const self = nameOf(refOf(ctx.actor));
  const who = impersonator ? { actor: nameOf(impersonator), onBehalfOf: self } : { actor: self };
  return { workspace: ctx.workspaceId, ...who };
}

/**
 * One line for each request of the API: who asked for which operation, what it cost, how it ended. Built from
 * these facts alone: never variables, the document's text, headers or addresses.
 */
export function accessLine(facts: Answered, requestId: string | undefined): void {
  const { ctx, operationName, operationType, cost, status, codes, durationMs } = facts;
  info("request", {
    requestId,
    ...(ctx ? callerOf(ctx) : {}),
    ...(operationName === undefined ? {} : { operation: operationName.replace(/\W/g, "").slice(0, LONGEST_NAME) }),
    ...(operationType === undefined ? {} : { type: operationType }),
    durationMs: Math.round(durationMs),
    ...(cost === undefined ? {} : { cost }),
    status,
    ...(codes.length === 0 ? {} : { codes }),
  });
}
