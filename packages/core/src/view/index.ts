/**
 * Saved views: lists of tickets under a name, for oneself or for everybody.
 *
 * @module
 */
export { create, get, list, remove, tickets, update } from "./operations.ts";
export { type CreateInput, SHARINGS, type Sharing, type UpdateInput, type View, type ViewInput } from "./schema.ts";
export { everyView, type Registered, registryVersion, type ViewSummary, view } from "./store.ts";
