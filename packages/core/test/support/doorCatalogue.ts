import * as Operation from "../../src/operation/index.ts";
import * as Rate from "../../src/rate/index.ts";
import type { Call } from "./configuring.ts";

/** What stands at the door: how much may be asked, and by which names. */
export const DOOR_MODULES = { rate: Rate, operation: Operation };

export const DOOR_WRITES: Readonly<Record<string, Call>> = {
  "operation.register": (ctx, _, key) =>
    Operation.register(ctx, { name: "Name", document: "{ workspace { name } }", ...key }),
  "operation.remove": (ctx, { operationId }, key) => Operation.remove(ctx, { operationId, ...key }),
};

export const DOOR_READS: Readonly<Record<string, Call>> = {
  "operation.list": (ctx) => Operation.list(ctx),
};

export const DOOR_NOT_OPERATIONS = [
  "rate.limiter", // the platform's own: counts what callers ask for, before any of it runs
  "operation.find", // for whoever names a hash: neither it nor what it names is a secret
  "operation.hashIn", // pure
  "operation.hashOf", // pure
  "operation.isHash", // pure
] as const;
