import * as Agent from "@switchboard/core/agent";
import * as Count from "@switchboard/core/count";
import * as Customer from "@switchboard/core/customer";
import { type Actor, AGENT_ROLES, type Ctx } from "@switchboard/core/kernel";
import type { TablePort } from "@switchboard/core/port";
import { type Fixture, makeDesk } from "../../../core/test/support/desk.ts";
import { type Given, given } from "../../../core/test/support/given.ts";
import { createServer } from "../../src/index.ts";
import { type Answer, answerOf, post } from "../call.ts";

/** Everybody who ever calls, by the name of their column. */
export const CALLERS = [
  ...AGENT_ROLES,
  "customer",
  "stranger",
  "visitor",
  "app",
  "no_scope",
  "suspended",
  "anonymous",
] as const;
export type Caller = (typeof CALLERS)[number];

export interface Furnished {
  readonly fixture: Fixture;
  readonly given: Given;
  readonly actors: ReadonlyMap<string, Actor>;
}

/** A desk with one of everything, and one of everybody. */
export async function furnish(workspaceId = "main", shared?: { readonly table: TablePort }): Promise<Furnished> {
  const fixture = await makeDesk(workspaceId, shared);
  const things = await given(fixture);
  const actors = new Map<string, Actor>();
  for (const role of [...AGENT_ROLES, "suspended"] as const) {
    const roles = [role === "suspended" ? "representative" : role] as const;
    const email = `${role}@${workspaceId}.example`;
    const { object } = await Agent.create(fixture.system, { name: role, email, roles: [...roles] });
    if (role === "suspended") await Agent.suspend(fixture.system, { agentId: object.id });
    actors.set(role, { kind: "agent", workspaceId, agentId: object.id });
  }
  await Count.recount(fixture.admin);
  const stranger = await Customer.upsert(fixture.system, { email: `stranger@${workspaceId}.example` });
  actors.set("customer", { kind: "customer", workspaceId, customerId: things.customerId });
  actors.set("stranger", { kind: "customer", workspaceId, customerId: stranger.object.id });
  const visitor = await Customer.upsert(fixture.system, { email: `visitor@${workspaceId}.example` });
  actors.set("visitor", { kind: "visitor", workspaceId, customerId: visitor.object.id });
  actors.set("no_scope", { kind: "app", workspaceId, appId: "app_x", scopes: [] });
  return { fixture, given: things, actors };
}

export const appWith = (...scopes: string[]): Actor => ({ kind: "app", workspaceId: "main", appId: "app_x", scopes });

/** A table that refuses every write, and tells that there was one: nothing of it ever happens. */
export function readOnly(table: TablePort): { readonly table: TablePort; readonly writes: () => number } {
  let writes = 0;
  const refuse = (): never => {
    writes += 1;
    // Of a kind that no try is repeated for.
    throw new TypeError("a write");
  };
  return {
    table: { ...bound(table), transact: async () => refuse(), write: async () => refuse(), add: async () => refuse() },
    writes: () => writes,
  };
}

const bound = (table: TablePort): TablePort => ({
  get: (...args) => table.get(...args),
  batchGet: (...args) => table.batchGet(...args),
  query: (...args) => table.query(...args),
  transact: (...args) => table.transact(...args),
  write: (...args) => table.write(...args),
  add: (...args) => table.add(...args),
});

/** Asks as anybody: one server for all of them, whose next request is the given context's; null bears no credential. */
export function asker(): (ctx: Ctx | null, query: string, variables: unknown) => Promise<Answer> {
  let next: Ctx | null = null;
  const server = createServer({ context: () => next });
  return async (ctx, query, variables) => {
    next = ctx;
    return answerOf(await server.fetch(post({ query, variables })));
  };
}
