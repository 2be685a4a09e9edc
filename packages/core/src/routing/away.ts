import * as Agent from "../agent/index.ts";
import { authorize, type Ctx, keyless } from "../kernel/index.ts";
import { execute, load } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { type Config, configInForce } from "../workspace/index.ts";
import { follow } from "./follow.ts";
import { expire } from "./offer.ts";
import { conditionFacts, queueFor } from "./place.ts";
import { offersTo } from "./store.ts";

const MOST_OFFERS = 20;

/**
 * Somebody said that they take work now, or no more. Who is gone is offered nothing any more, and loses what they work
 * on where the workspace says so; else each ticket stays theirs until its customer writes again. Who only steps away
 * keeps everything.
 *
 * @throws FORBIDDEN
 */
export async function presenceChanged(ctx: Ctx, { agentId }: { readonly agentId: string }): Promise<void> {
  await authorize(ctx, "ticket:process");
  const { config } = await configInForce(ctx);
  if (config.queues.length === 0 || !(await isGone(ctx, agentId))) return;
  for (const ticketId of await offersTo(ctx, agentId, MOST_OFFERS)) await expire(ctx, ticketId, { now: true });
  if (config.routing.onOffline !== "AT_ONCE") return;
  for await (const ticketIds of Ticket.workIds(ctx, agentId)) {
    for (const ticketId of ticketIds) await taken(ctx, config, { ticketId, agentId });
  }
}

/**
 * The customer wrote to somebody who is gone: the ticket waits for others again. Called by the reaction to every
 * message of a customer.
 *
 * @throws FORBIDDEN
 */
export async function messageReceived(ctx: Ctx, { ticketId }: { readonly ticketId: string }): Promise<void> {
  await authorize(ctx, "ticket:process");
  const { config } = await configInForce(ctx);
  if (config.queues.length === 0) return;
  const found = await load(ctx, Ticket.ticket, ticketId);
  const agentId = found?.state.assigneeId;
  if (agentId !== undefined && (await isGone(ctx, agentId))) await taken(ctx, config, { ticketId, agentId });
}

/** Whether somebody may not work any more, or has said that they are gone. Who never said anything works without saying so. */
async function isGone(ctx: Ctx, agentId: string): Promise<boolean> {
  const [worker] = await Agent.workersOf(ctx, [agentId]);
  if (worker && worker.agent.status !== "ACTIVE") return true;
  const said = worker?.presence;
  return said?.since !== undefined && (said.state === "OFFLINE" || said.state === "AWAY_AND_REASSIGN");
}

interface Theirs {
  readonly ticketId: string;
  readonly agentId: string;
}

/** Takes what is worked on back from somebody, where there is a queue for it to wait in. */
async function taken(ctx: Ctx, config: Config, { ticketId, agentId }: Theirs): Promise<void> {
  await execute(keyless(ctx), { name: "routing.takeBack", input: {} }, async () => {
    const before = await load(ctx, Ticket.ticket, ticketId);
    const isWorkedOn = before?.state.status === "NEW" || before?.state.status === "OPEN";
    if (!before || !isWorkedOn || before.state.assigneeId !== agentId) return { changes: [] };
    if (!queueFor(config, await conditionFacts(ctx, before.state))) return { changes: [] };
    return { changes: [{ agg: Ticket.ticket, id: ticketId, before, drafts: Ticket.unassignedFrom(before.state) }] };
  });
  await follow(ctx, { ticketId });
}
