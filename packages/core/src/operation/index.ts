/**
 * Persisted operations: GraphQL documents that a workspace keeps, so that requests may name them by their hash, and
 * visitors without an account run these and nothing else.
 *
 * @module
 */
export { find, list, register, remove } from "./operations.ts";
export { hashIn, hashOf, isHash, type Operation, type RegisterInput, type RemoveInput } from "./schema.ts";
