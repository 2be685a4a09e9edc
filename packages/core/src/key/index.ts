/**
 * Keys: the code that claims a fresh desk, and the keys with which programs act as an agent. A key is shown once;
 * the table has its hash alone.
 *
 * @module
 */
export { actorOf, type KeySource } from "./actor.ts";
export { claimDesk, issueClaim } from "./claim.ts";
export { type KeyText, type Kind as KeyKind, kindOf } from "./format.ts";
export { list, mint, revoke } from "./operations.ts";
export type { AgentKey, ClaimDeskInput, Claimed, ListInput, Minted, MintInput, RevokeInput } from "./schema.ts";
