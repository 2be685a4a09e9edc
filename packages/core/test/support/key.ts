import type { Desk } from "../../src/desk/index.ts";
import type { Ctx } from "../../src/kernel/index.ts";
import * as Key from "../../src/key/index.ts";

/** The context of whoever presents a key; throws when the key is not accepted. */
export async function bearer(desk: Desk, text: string): Promise<Ctx> {
  const actor = await Key.actorOf(desk, text);
  if (!actor) throw Object.assign(new Error("not accepted"), { code: "UNAUTHENTICATED" });
  return desk.as(actor, { credential: text });
}

/** Claims a desk with a code, as a deploy's owner would. */
export const claimWith = async (desk: Desk, code: string, input: Partial<Key.ClaimDeskInput> = {}) =>
  Key.claimDesk(await bearer(desk, code), { name: "Grace", email: "grace@acme.example", ...input });
