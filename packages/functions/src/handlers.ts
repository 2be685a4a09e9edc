import { ROUTES } from "./api.ts";
import type { AnyCreate } from "./handler.ts";
import { REACTIONS } from "./reactions.ts";

/**
 * The handler of each row of the wiring table, before it is wired, loaded when it is first needed. The local
 * platform runs them all; a deployed function has those of its own rows alone.
 */
export const HANDLERS: Readonly<Record<string, () => Promise<AnyCreate>>> = {
  ...ROUTES,
  ...REACTIONS,
  relay: async () => (await import("./relay.ts")).create,
  projector: async () => (await import("./projector.ts")).create,
  tick: async () => (await import("./tick.ts")).create,
  "mail-in": async () => (await import("./mail-in.ts")).create,
  "first-start": async () => (await import("./first-start.ts")).create,
  operate: async () => (await import("./operate.ts")).create,
};
