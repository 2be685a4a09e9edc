import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as Agent from "../agent/index.ts";
import * as Customer from "../customer/index.ts";
import {
  type Actor,
  type Cache,
  type Clock,
  type Ctx,
  createIds,
  type Grants,
  grantsOfScopes,
  type Ids,
  isCustomer,
  type Permission,
  type Request,
  ROLES,
  systemClock,
} from "../kernel/index.ts";
import type { Ports, TablePort } from "../port/index.ts";
import { dynamoTable, loadKeyring } from "../table/index.ts";
import { createCache, createTimedCache, type TimedCache } from "./cache.ts";

export interface ConnectOptions {
  /** The name of the table, or a table of another making (tests, tracing). */
  readonly table: string | TablePort;
  /** Needed when `table` is a name. */
  readonly dynamodb?: DynamoDBClient;
  readonly ports?: Ports;
  readonly clock?: Clock;
  readonly ids?: Ids;
}

/** A desk that is connected: the way to contexts, and through them to every operation. */
export interface Desk {
  readonly table: TablePort;
  readonly clock: Clock;
  readonly ports: Ports;
  /** A context for this actor. Cheap: make one for every call that comes in. */
  as(actor: Actor, request?: Partial<Request>): Ctx;
}

/** How late a changed role, a suspension or a merge of customers may take effect in a process that knew them before. */
const GRANTS_TTL_MS = 30_000;

/**
 * Connects to a desk's table. Nothing is read or opened until the first operation.
 *
 * @example
 * const desk = connect({ table: "support", dynamodb: new DynamoDBClient({}) });
 * const ctx = desk.as({ kind: "agent", workspaceId: "main", agentId: "agt_01j..." });
 * await Ticket.reply(ctx, { ticketId, text: "On its way." });
 */
export function connect(options: ConnectOptions): Desk {
  const clock = options.clock ?? systemClock;
  const ids = options.ids ?? createIds(clock);
  const ports = options.ports ?? {};
  const table = tableOf(options);
  const cache = createCache();
  const late = createTimedCache(clock, GRANTS_TTL_MS);

  function as(actor: Actor, request: Partial<Request> = {}): Ctx {
    const { workspaceId } = actor;
    const ctx: Ctx = {
      workspaceId,
      actor,
      clock,
      ids,
      table,
      ports,
      cache,
      request: { origin: "live", ...request },
      grants: async () => heldBy(ctx, (await standing()).grants),
      teams: async () => (await standing()).teams,
      as: (other, more) => as(other, { ...ctx.request, ...more }),
      self: () => selfOf(ctx, late),
      keyring: () => cache.through(`keyring:${workspaceId}`, () => loadKeyring({ workspaceId, table, ids })),
    };
    let known: Promise<Agent.Standing> | undefined;
    const standing = () => (known ??= standingOf(ctx, late));
    return ctx;
  }

  return { table, clock, ports, as };
}

/** Whoever acts as somebody else gets no key that lasts, and goes no further from there. */
const NEVER_BORROWED = [
  "key:manage",
  "app:manage",
  "issuer:manage",
  "agent:impersonate",
  "role:manage",
] as const satisfies readonly Permission[];

function heldBy({ request }: Ctx, grants: Grants): Grants {
  if (!request.impersonator) return grants;
  return new Map([...grants].filter(([permission]) => !(NEVER_BORROWED as readonly Permission[]).includes(permission)));
}

function tableOf(options: ConnectOptions): TablePort {
  if (typeof options.table !== "string") return options.table;
  if (!options.dynamodb) throw new TypeError("connect: give a DynamoDBClient with the table's name");
  return dynamoTable(options.dynamodb, options.table);
}

/** What the actor may do, and in which teams. */
async function standingOf(ctx: Ctx, late: TimedCache): Promise<Agent.Standing> {
  const { actor } = ctx;
  switch (actor.kind) {
    case "agent":
      // Who may not work yet, or not any more, is asked about anew: they are in as soon as they accept or are reinstated.
      return late.through(
        `${actor.workspaceId}:${actor.agentId}`,
        () => Agent.standingOf(ctx, actor.agentId),
        ({ waiting }) => !waiting,
      );
    case "customer":
    case "visitor":
      return inNoTeam(ROLES[actor.kind]);
    case "app":
      return inNoTeam(grantsOfScopes(actor.scopes));
    case "system":
      return inNoTeam(ROLES.system);
  }
}

async function selfOf(ctx: Ctx, late: Cache): Promise<ReadonlySet<string>> {
  const { actor } = ctx;
  if (actor.kind === "agent") return new Set([actor.agentId]);
  // Not those of whom they became meanwhile: an id that a page made up opens what it began, and no more.
  if (actor.kind === "visitor") return new Set([actor.customerId]);
  if (!isCustomer(actor)) return new Set();
  return late.through(`${actor.workspaceId}:${actor.customerId}`, () => Customer.selfOf(ctx, actor.customerId));
}
const inNoTeam = (grants: Grants): Agent.Standing => ({ grants, teams: new Set() });
