import type { BusEvent, BusPort } from "../port/index.ts";

/** A bus that keeps what it took. */
export interface MemoryBus extends BusPort {
  readonly taken: BusEvent[];
}

/** What a bus does with an event: takes it, fails this time, or refuses it for good. */
export type Verdict = "take" | "fail" | "refuse";

export function memoryBus(judge: (event: BusEvent) => Verdict = () => "take"): MemoryBus {
  const taken: BusEvent[] = [];
  return {
    taken,
    publish: async (events) => {
      const verdicts = events.map(judge);
      const at = (wanted: Verdict) => [...verdicts.keys()].filter((index) => verdicts[index] === wanted);
      taken.push(...events.filter((_, index) => verdicts[index] === "take"));
      return { failed: at("fail"), refused: at("refuse").map((index) => ({ index, reason: "The bus refused it." })) };
    },
  };
}
