import * as Agent from "../agent/index.ts";
import * as App from "../app/index.ts";
import * as Company from "../company/index.ts";
import * as Customer from "../customer/index.ts";
import {
  type AnyAggregate,
  badInput,
  type Ctx,
  isCustomer,
  may,
  notFound,
  type Permission,
  prefixOf,
} from "../kernel/index.ts";
import { type AnyLoaded, inSight, load, sees } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import * as View from "../view/index.ts";
import * as Workspace from "../workspace/index.ts";
import type { AccessFacts } from "./decide.ts";

const KINDS: readonly AnyAggregate[] = [
  Ticket.ticket,
  Customer.customer,
  Company.company,
  Agent.agent,
  App.app,
  View.view,
  Workspace.workspace,
];

/** Something that access is asked to. */
export interface Thing {
  readonly agg: AnyAggregate;
  readonly found: AnyLoaded;
}

/** @throws BAD_USER_INPUT for an id of nothing that rights are about, NOT_FOUND for what the asker may not see */
export async function thingOf(ctx: Ctx, id: string): Promise<Thing> {
  const agg = KINDS.find(({ prefix }) => prefix === prefixOf(id));
  if (!agg) throw badInput("Ask about a ticket, customer, company, agent, app, view or the workspace.", ["objectId"]);
  const found = await load(ctx, agg, id);
  if (!found || !(await sees(ctx, agg, found))) throw notFound(id, ["objectId"]);
  return { agg, found };
}

/** What a thing is to somebody. */
export async function seenBy(
  ctx: Ctx,
  { agg, found: { state } }: Thing,
  permission: Permission,
): Promise<NonNullable<AccessFacts["object"]>> {
  const target = agg.target(state);
  const [isReadable, isInSight, isInReach, self] = await Promise.all([
    may(ctx, agg.readable, target),
    inSight(ctx, agg, state),
    may(ctx, permission, target),
    ctx.self(),
  ]);
  const owner = isCustomer(ctx.actor) ? target.customerId : target.agentId;
  return { isReadable, isInSight, isInReach, isOwn: owner !== undefined && self.has(owner) };
}
