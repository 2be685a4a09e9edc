import * as Agent from "../agent/index.ts";
import type { Ctx, Tally } from "../kernel/index.ts";
import { CHANNEL_TRAITS, type Channel, configInForce, costOf } from "../workspace/index.ts";
import type { Ticket, TicketLoad } from "./schema/index.ts";
import { isCounted } from "./status.ts";

/** What a ticket adds to the load of whoever has it: nothing while others must act, unless it was agreed to. */
export function loadOf(ticket: Ticket): readonly Tally[] {
  const { assigneeId, status, load = usual(ticket) } = ticket;
  if (assigneeId === undefined || !isCounted(ticket)) return [];
  const isTheirs = status === "NEW" || status === "OPEN";
  const isAwaited = status === "WAITING_ON_CUSTOMER" || status === "WAITING_ON_THIRD_PARTY";
  return isTheirs || (load.waiting && isAwaited) ? [Agent.loadTally(assigneeId, load)] : [];
}

/** What one costs that was given to somebody before anybody counted: a unit. Loads of then are made anew by a deploy. */
const usual = ({ channel }: Ticket): TicketLoad => ({ units: 1, cls: CHANNEL_TRAITS[channel].cls });

type Reader = Pick<Ctx, "workspaceId" | "table">;

/** What a ticket of a channel costs an agent who may be given it; null for who is not on the desk. */
export const costFor = (ctx: Ctx, agentId: string, channel: Channel): Promise<TicketLoad | null> =>
  costIf(ctx, agentId, channel, Agent.working);

/** The same for somebody who had it before: unless they have left for good. */
export const costOfKept = (ctx: Ctx, agentId: string, channel: Channel): Promise<TicketLoad | null> =>
  costIf(ctx, agentId, channel, Agent.staying);

async function costIf(
  ctx: Ctx,
  agentId: string,
  channel: Channel,
  who: (ctx: Reader, agentId: string) => Promise<Agent.Agent | null>,
): Promise<TicketLoad | null> {
  const [agent, { config }] = await Promise.all([who(ctx, agentId), configInForce(ctx)]);
  if (!agent) return null;
  const { units, ...cost } = costOf(config, channel);
  return { ...cost, units: units === "ALL" ? Agent.capacityOf(agent, config.routing).units : units };
}
