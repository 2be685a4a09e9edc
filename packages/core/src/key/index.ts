/**
 * Keys: the code that claims a fresh desk, those that invite people, and the keys with which programs act as an agent, or
 * as themselves. A key is shown once;
 * the table has its hash alone.
 *
 * @module
 */
export { acceptInvitation } from "./accept.ts";
export { actorOf, type Bearer, bearerOf, type KeySource } from "./actor.ts";
export { type MintedForApp, type MintForAppInput, mintForApp } from "./app.ts";
export type { AppKey } from "./appStore.ts";
export { claimDesk, issueClaim } from "./claim.ts";
export { type KeyText, type Kind as KeyKind, kindOf } from "./format.ts";
export { invite, reinvite, withdrawInvitation } from "./invite.ts";
export { list, mint, revoke } from "./operations.ts";
export type {
  Accepted,
  AcceptInput,
  AgentKey,
  ClaimDeskInput,
  Claimed,
  Invited,
  InvitedInput,
  ListInput,
  Minted,
  MintInput,
  RevokeInput,
} from "./schema.ts";
export type { AnyKey } from "./store.ts";
