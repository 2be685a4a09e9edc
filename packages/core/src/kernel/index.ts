/**
 * What every module stands on: context and actors, permissions, errors, ids, the clock, events and
 * aggregates. It knows neither the table nor any domain.
 */
export * from "./actor.ts";
export * from "./aggregate.ts";
export { canonical } from "./canonical.ts";
export * from "./clock.ts";
export * from "./context.ts";
export * from "./error.ts";
export * from "./event.ts";
export * from "./id.ts";
export * from "./locale.ts";
export * from "./page.ts";
export * from "./permission.ts";
export * from "./personal.ts";
export * from "./role.ts";
export * from "./text.ts";
