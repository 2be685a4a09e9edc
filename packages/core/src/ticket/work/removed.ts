import type { Side, SideEvent } from "../../kernel/index.ts";

/** Which entries log no time any more. Rarely any, and never listed: they lie in row `M` (DESIGN 4). */
export interface Removed {
  readonly sequences: readonly number[];
}

/** Row `M`: what was taken back of the time that was logged. */
export const removedTime: Side<Removed> = {
  row: "M",
  empty: { sequences: [] },
  evolve: (_, removed, event: SideEvent) =>
    event.type === "ticket.time_removed"
      ? { sequences: [...removed.sequences, (event.payload as { readonly sequence: number }).sequence] }
      : removed,
};
