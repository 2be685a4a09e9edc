import type { Desk } from "@switchboard/core/desk";
import { type Ctx, email, isRefusal } from "@switchboard/core/kernel";
import { issueClaim } from "@switchboard/core/key";
import { ensure, offerAddress, workspaceOfAddress } from "@switchboard/core/workspace";
import * as z from "zod";
import type { Create } from "./handler.ts";
import { deployed } from "./wire.ts";

const Event = z.object({
  workspace: z.string().default("main"),
  /** What a fresh desk is called, and what stands in front of its address. */
  name: z.string().trim().min(1).max(100),
  /** Where customers write to; null for a desk without mail. */
  address: email.nullable(),
  /** Names the deploy: what it changes can be found by it in the log. */
  deploy: z.string().min(1).max(200),
});

/** What a deploy says of the desk it deploys. */
export type FirstStartEvent = z.input<typeof Event>;

export interface FirstStartAnswer {
  readonly workspaceId: string;
  /** The address of the event, when the desk receives mail there now. */
  readonly address: string | null;
  /** The code that claims the desk, or that nobody needs one any more. */
  readonly claim: string;
}

/**
 * Makes a fresh desk out of an empty table, with every deploy: what is there stays. Each of its four steps is
 * whole or not there, and is done again by the next call; so a crash, or two calls at once, do no harm.
 */
export const create: Create<FirstStartEvent, FirstStartAnswer> =
  ({ desk }) =>
  async (event) => {
    const { workspace: workspaceId, name, address, deploy } = Event.parse(event);
    const ctx = desk.as({ kind: "system", workspaceId, name: "first-start" }, { correlationId: deploy });
    await patiently(desk, () => ensure(ctx, { name }));
    await (await import("@switchboard/core/routing")).adopt(ctx);
    return {
      workspaceId,
      address: address === null ? null : await received(desk, ctx, { address, name }),
      claim: await issueClaim(ctx),
    };
  };

/** A role that was made a moment ago may take AWS seconds to be believed. */
async function patiently<T>(desk: Desk, first: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await first();
    } catch (error) {
      if (tries === TRIES || !isDenied(error)) throw error;
      await desk.clock.sleep(PAUSE_MS);
    }
  }
}

const TRIES = 8;
const PAUSE_MS = 3_000;

const isDenied = (error: unknown): boolean =>
  error instanceof Error && (error.name === "AccessDeniedException" || isDenied(error.cause));

/** The address if it is this desk's after all: one that another workspace holds is no reason to stop a deploy. */
async function received(desk: Desk, ctx: Ctx, offer: { address: string; name: string }): Promise<string | null> {
  try {
    await offerAddress(ctx, offer);
  } catch (e) {
    if (!isRefusal(e) || e.code !== "ALREADY_EXISTS") throw e;
  }
  return (await workspaceOfAddress(desk.table, offer.address)) === ctx.workspaceId ? offer.address : null;
}

export const handler = deployed(create);
