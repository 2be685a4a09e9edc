import * as z from "zod";
import { email, id, text } from "../../kernel/index.ts";
import { OnTicket } from "./parts.ts";

export const MAX_FOLLOWERS = 50;
export const MAX_CCS = 50;
export const MAX_MENTIONS = 20;

export const Mentions = z
  .array(id("agt"))
  .max(MAX_MENTIONS, `A note mentions at most ${MAX_MENTIONS} agents.`)
  .default([]);

/** Without an agent it is oneself. */
export const FollowInput = OnTicket.extend({ agentId: id("agt").optional() });
export const AddCcInput = OnTicket.extend({ address: email, name: text(200, 1).optional() });
// Compared as text: an address that was blanked in part must be removable too.
export const RemoveCcInput = OnTicket.extend({ address: text(320, 1) });

export type FollowInput = z.input<typeof FollowInput>;
export type AddCcInput = z.input<typeof AddCcInput>;
export type RemoveCcInput = z.input<typeof RemoveCcInput>;
