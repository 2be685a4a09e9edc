import type { Ctx } from "../kernel/index.ts";
import { derive, freshKey, type KeyText, keyText } from "./format.ts";
import { keyOf } from "./operations.ts";
import type { AgentKey } from "./schema.ts";

const SALT_BYTES = 16;

/** The codes that let somebody in who has no key yet. */
type EntryKind = "claim" | "invite";

/** The key that somebody gets for the code they came with. */
export interface FirstKey<K extends EntryKind> {
  readonly code: KeyText<K>;
  readonly salt: Uint8Array;
  readonly key: AgentKey;
  readonly secret: KeyText<"agent">;
}

/** Who gets the key, for which code, and the caller's idempotency key, if there is one. */
interface Entering<K extends EntryKind> {
  readonly code: KeyText<K>;
  readonly agentId: string;
  readonly word: string | undefined;
}

/** Makes a first key. With a word of the caller's it follows from code, salt and word: so it can be answered again. */
export function firstKey<K extends EntryKind>(ctx: Ctx, { code, agentId, word }: Entering<K>): FirstKey<K> {
  const salt = ctx.ids.bytes(SALT_BYTES);
  const secret = word === undefined ? freshKey("agent", ctx.ids) : keyAgain(code, salt, word);
  return { code, salt, key: keyOf(ctx, agentId, "First key"), secret };
}

/** The secret of a first key that was made with this salt and word. */
export function keyAgain(code: KeyText<EntryKind>, salt: Uint8Array, word: string): KeyText<"agent"> {
  return keyText("agent", derive(code, salt, word));
}
