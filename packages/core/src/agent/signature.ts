import type { Side } from "../kernel/index.ts";

interface Signed {
  /** What stands under what they write; absent when there is none. */
  readonly signature?: string;
}

/** Row `S`: up to 2,000 characters that nothing but a mail wants to see, so they are no part of the state. */
export const signature: Side<Signed> = {
  row: "S",
  empty: {},
  evolve(_id, signed, { type, content }) {
    if (type !== "agent.profile_changed") return signed;
    // Words that were erased are gone, these among them.
    const words = content === null ? null : (content as Signed & { readonly signature?: string | null }).signature;
    if (words === undefined) return signed;
    return words === null ? {} : { signature: words };
  },
};
