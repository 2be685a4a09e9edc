import * as z from "zod";
import type { Agent } from "../agent/index.ts";
import { email, id, Meta, text, type Versioned } from "../kernel/index.ts";
import type { KeyText } from "./format.ts";

/** A key that acts as an agent, as it is listed. Its text was shown once, when it was made. */
export interface AgentKey {
  readonly id: string;
  readonly agentId: string;
  /** What it is for, in the words of whoever made it. */
  readonly name: string;
  readonly createdAt: number;
  /** To the minute; null before its first use. */
  readonly lastUsedAt: number | null;
  /** When it stopped working for good; null while it works. */
  readonly revokedAt: number | null;
}

/** The code that claims a fresh desk. It lives on behind its use for the one call that used it, made again. */
export interface Claim {
  readonly id: string;
  readonly workspaceId: string;
  readonly expiresAt: number;
  /** What it made; null while it is unused. */
  readonly used: { readonly keyId: string; readonly salt: Uint8Array } | null;
}

/** The code with which somebody who was invited accepts; it lives on behind its use as a claim does. */
export interface Invitation extends Claim {
  readonly agentId: string;
}

/** An invitation that was just made: the only time its code is shown. */
export interface Invited {
  readonly agent: Versioned<Agent>;
  /** The code itself. Null when the same call was made before: it was shown then, and is stored nowhere. */
  readonly code: KeyText<"invite"> | null;
}

/** What accepting an invitation came to. */
export interface Accepted {
  readonly agent: Versioned<Agent>;
  /** The first key, for who came with a code; null for who is signed in by a token and needs none. */
  readonly key: AgentKey | null;
  readonly secret: KeyText<"agent"> | null;
}

/** A key that was just made: the only time its text is shown. */
export interface Minted {
  readonly key: AgentKey;
  /** The key itself. Null when the same call was made before: it was shown then, and is stored nowhere. */
  readonly secret: KeyText<"agent"> | null;
}

/** What claiming a desk came to. */
export interface Claimed extends Minted {
  readonly agent: Versioned<Agent>;
}

// Keys have no version of their own: there is nothing on them that two people could edit.
export const Call = Meta.pick({ idempotencyKey: true });
const name = text(100, 1);

export const ClaimDeskInput = Call.extend({ name: text(200, 1), email });
export const InvitedInput = Meta.extend({ agentId: id("agt") });
export const AcceptInput = Call;
export const MintInput = Call.extend({ name: name.default("Key") });
export const RevokeInput = Call.extend({ keyId: id("key") });
export const ListInput = z.object({ agentId: id("agt").optional(), appId: id("app").optional() });

export type ClaimDeskInput = z.input<typeof ClaimDeskInput>;
export type InvitedInput = z.input<typeof InvitedInput>;
export type AcceptInput = z.input<typeof AcceptInput>;
export type MintInput = z.input<typeof MintInput>;
export type RevokeInput = z.input<typeof RevokeInput>;
export type ListInput = z.input<typeof ListInput>;
