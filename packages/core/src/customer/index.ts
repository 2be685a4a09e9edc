/**
 * The people who ask: found and made by e-mail address, unique in the workspace.
 *
 * @module
 */
export { exists, find, get, getByEmail, getMany, list, update, upsert } from "./operations.ts";
export type { Customer, UpdateInput, UpsertInput, UpsertOutcome } from "./schema.ts";
export { type CustomerSummary, customer } from "./store.ts";
