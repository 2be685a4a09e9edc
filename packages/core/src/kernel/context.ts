import type { Ports, TablePort } from "../port/index.ts";
import { type Actor, type ActorRef, isCustomer, refOf } from "./actor.ts";
import type { Clock } from "./clock.ts";
import { forbidden } from "./error.ts";
import type { Origin, Via } from "./event.ts";
import type { Ids } from "./id.ts";
import type { Grants, Permission, Scope, Target } from "./permission.ts";

/** A key that signs reply addresses. */
export interface ReplyKey {
  readonly key: Uint8Array;
  /** Until when what it signed is honoured, ms; absent while it is in use. */
  readonly until?: number;
}

/** The secrets of one workspace. `tokens` are for reply addresses: the first signs, all verify. */
export interface Keyring {
  readonly entry: Uint8Array;
  readonly cursor: Uint8Array;
  readonly tokens: readonly ReplyKey[];
}

/** Facts about the call that runs. Every event it makes names those that say where it came from. */
export interface Request {
  readonly origin: Origin;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly onBehalfOf?: ActorRef;
  /**
   * Who really acts while the context acts as somebody else: events name them as the actor, and whom they act as as
   * the one on whose behalf. Set by `Access.impersonate` alone.
   */
  readonly impersonator?: ActorRef | undefined;
  /** Where the call came from: kept with what agents and apps do, for the audit log. */
  readonly via?: Via;
  /** When what is being recorded really happened, ms; now when absent. */
  readonly occurredAt?: number;
  /** Set by reactions: `<event id>:<reaction>`. A caller's own key, in the input, comes first. */
  readonly idempotencyKey?: string;
  /** The key the caller presented, for an operation whose answer follows from it. Never stored, never logged. */
  readonly credential?: string;
}

/** The first argument of every operation: who acts, in which workspace, with what at hand. Never implicit. */
export interface Ctx {
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly table: TablePort;
  readonly ports: Ports;
  readonly request: Request;
  /** What the actor may do; read once per context. */
  grants(): Promise<Grants>;
  /**
   * The ids whose things are the actor's own: an agent's, or a customer's with everybody they were merged with.
   * Like the grants of an agent it may be late by half a minute.
   */
  self(): Promise<ReadonlySet<string>>;
  /** The teams of an agent, read together with the grants; nobody else is in any. */
  teams(): Promise<ReadonlySet<string>>;
  keyring(): Promise<Keyring>;
  /** The same connection as somebody else. Checks nothing: whoever calls it has. */
  as(actor: Actor, request?: Partial<Request>): Ctx;
  /** For things that never change once they are written, such as a configuration version. */
  readonly cache: Cache;
}

/** Remembers immutable values by a key that names their version. */
export interface Cache {
  through<T>(key: string, read: () => Promise<T>): Promise<T>;
}

/** The same caller, with other facts about the call. */
export const withRequest = (ctx: Ctx, request: Partial<Request>): Ctx => ({
  ...ctx,
  request: { ...ctx.request, ...request },
});

/** The same call without the key of its request: for parts of an operation that each commit by themselves. */
export function keyless(ctx: Ctx): Ctx {
  const { idempotencyKey: _, ...request } = ctx.request;
  return { ...ctx, request };
}

export const actorOf = (ctx: Ctx): ActorRef => refOf(ctx.actor);

/** Who really acts: whoever acts as somebody else stays themselves. */
export const whoActs = (ctx: Ctx): ActorRef => ctx.request.impersonator ?? actorOf(ctx);

/** How far a permission reaches for the caller, ready to be asked about many targets: nothing more is read. */
export interface Reach {
  readonly scope: Scope;
  has(target: Target): boolean;
}

/** @throws FORBIDDEN when the permission is not held at all */
export async function reachOf(ctx: Ctx, permission: Permission): Promise<Reach> {
  await authorize(ctx, permission);
  const scope = (await ctx.grants()).get(permission) ?? "own";
  if (scope === "all") return { scope, has: () => true };
  const [self, teams] = await Promise.all([ctx.self(), scope === "team" ? ctx.teams() : new Set<string>()]);
  const asks = isCustomer(ctx.actor);
  return {
    scope,
    has({ customerId, agentId, teamId, teamIds = [] }) {
      const owner = asks ? customerId : agentId;
      if (owner !== undefined && self.has(owner)) return true;
      return (teamId !== undefined && teams.has(teamId)) || teamIds.some((one) => teams.has(one));
    },
  };
}

/** Whether the caller may; without a target, whether the permission is held in any scope at all. */
export async function may(ctx: Ctx, permission: Permission, target?: Target): Promise<boolean> {
  if (ctx.actor.workspaceId !== ctx.workspaceId) return false;
  if (!(await ctx.grants()).has(permission)) return false;
  return target === undefined || (await reachOf(ctx, permission)).has(target);
}

/**
 * Without a target, whether the permission is held in any scope at all; with an empty one, whether for everything.
 *
 * @throws FORBIDDEN, naming the permission that is missing.
 */
export async function authorize(ctx: Ctx, permission: Permission, target?: Target): Promise<void> {
  if (!(await may(ctx, permission, target))) throw forbidden(permission);
}
