import * as Agent from "../agent/index.ts";
import * as App from "../app/index.ts";
import * as Customer from "../customer/index.ts";
import { authorize, type Ctx, type Grants, grantsOfScopes, isCustomer, notFound, ROLES } from "../kernel/index.ts";
import { load, sees } from "../table/index.ts";
import type { ExplainInput } from "./schema.ts";

/** Somebody whose rights are asked about. */
export interface Subject {
  /** The context they would work in. */
  readonly ctx: Ctx;
  readonly isActive: boolean;
  /** What each of their roles grants. */
  readonly roles: ReadonlyMap<string, Grants>;
}

/** @throws FORBIDDEN for somebody else without the permission, NOT_FOUND */
export async function subjectOf(ctx: Ctx, asked: ExplainInput["actor"]): Promise<Subject> {
  const own = ownId(ctx);
  if (asked === undefined || asked.id === own) return self(ctx);
  await authorize(ctx, "access:explain");
  return OTHERS[asked.kind](ctx, asked.id);
}

function ownId({ actor }: Ctx): string | null {
  if (actor.kind === "agent") return actor.agentId;
  if (actor.kind === "app") return actor.appId;
  return isCustomer(actor) ? actor.customerId : null;
}

const OTHERS = { agent: agentOf, customer: customerOf, app: appOf } as const;

async function self(ctx: Ctx): Promise<Subject> {
  const { actor } = ctx;
  if (actor.kind === "agent") {
    const found = await load(ctx, Agent.agent, actor.agentId);
    if (found) return subject(ctx, found.state);
  }
  return { ctx, isActive: true, roles: new Map([[actor.kind, await ctx.grants()]]) };
}

/** What others may do is what they may by themselves, also when whoever asks acts as somebody else. */
const THEMSELVES = { impersonator: undefined };

async function agentOf(ctx: Ctx, agentId: string): Promise<Subject> {
  const found = await load(ctx, Agent.agent, agentId);
  if (!found || !(await sees(ctx, Agent.agent, found))) throw notFound(agentId, ["actor", "id"]);
  const { workspaceId } = ctx;
  return subject(ctx.as({ kind: "agent", workspaceId, agentId }, THEMSELVES), found.state);
}

async function subject(ctx: Ctx, state: Agent.Agent): Promise<Subject> {
  return { ctx, isActive: state.status === "ACTIVE", roles: await Agent.grantsByRole(ctx, state) };
}

async function customerOf(ctx: Ctx, customerId: string): Promise<Subject> {
  const found = await load(ctx, Customer.customer, customerId);
  if (!found || !(await sees(ctx, Customer.customer, found))) throw notFound(customerId, ["actor", "id"]);
  const { workspaceId } = ctx;
  const theirs = ctx.as({ kind: "customer", workspaceId, customerId }, THEMSELVES);
  return { ctx: theirs, isActive: true, roles: new Map([["customer", ROLES.customer]]) };
}

async function appOf(ctx: Ctx, appId: string): Promise<Subject> {
  const found = await load(ctx, App.app, appId);
  if (!found || !(await sees(ctx, App.app, found))) throw notFound(appId, ["actor", "id"]);
  const { status, scopes } = found.state;
  const theirs = ctx.as({ kind: "app", workspaceId: ctx.workspaceId, appId, scopes: [...scopes] }, THEMSELVES);
  return { ctx: theirs, isActive: status === "ACTIVE", roles: new Map([["app", grantsOfScopes(scopes)]]) };
}
