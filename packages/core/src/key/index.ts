/**
 * Keys: the code that claims a fresh desk, those that invite people, and the keys with which programs act as an agent. A key is shown once;
 * the table has its hash alone.
 *
 * @module
 */

export { acceptInvitation } from "./accept.ts";
export { actorOf, type KeySource } from "./actor.ts";
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
