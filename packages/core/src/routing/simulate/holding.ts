import type { UnitsOf } from "../decide/index.ts";
import type { LoadMoment } from "./history.ts";
import type { AfterMoment } from "./stint.ts";

/** What a ticket costs whom. */
export type Holding = Pick<LoadMoment, "agentId" | "cls" | "units">;

/** Who has a ticket in one of the two worlds; `counts` is false while it costs them nothing, as one that is snoozed. */
export interface Held extends Holding {
  readonly counts: boolean;
}

/** How far somebody's load lies apart in the two worlds. */
export interface Difference {
  readonly load: number;
  readonly loadOf: UnitsOf;
  readonly open: number;
}

/** Who has which ticket in history and in the simulation, and what that makes of everybody's load. */
export class Holdings {
  readonly #apart = new Map<string, Difference>();
  readonly #worlds = { recorded: new Map<string, Held>(), simulated: new Map<string, Held>() };

  get(world: "recorded" | "simulated", ticketId: string): Held | null {
    return this.#worlds[world].get(ticketId) ?? null;
  }

  set(world: "recorded" | "simulated", ticketId: string, held: Held | null): void {
    const before = this.get(world, ticketId);
    const sign = world === "simulated" ? 1 : -1;
    if (before?.counts) this.#add(before, -sign);
    if (held?.counts) this.#add(held, sign);
    if (held) this.#worlds[world].set(ticketId, held);
    else this.#worlds[world].delete(ticketId);
  }

  /** What somebody has in the simulation less what they had in history; null when it is the same. */
  apart(agentId: string): Difference | null {
    return this.#apart.get(agentId) ?? null;
  }

  #add(holding: Holding, sign: number): void {
    const sum = added(this.apart(holding.agentId) ?? { load: 0, loadOf: {}, open: 0 }, holding, sign);
    if (isNothing(sum)) this.#apart.delete(holding.agentId);
    else this.#apart.set(holding.agentId, sum);
  }
}

/** A load with what a ticket costs put to it, or taken from it. */
export const added = (to: Difference, { cls, units }: Pick<Holding, "cls" | "units">, sign: number): Difference => ({
  load: to.load + sign * units,
  loadOf: { ...to.loadOf, [cls]: (to.loadOf[cls] ?? 0) + sign * units },
  open: to.open + sign,
});

const isNothing = ({ load, loadOf, open }: Difference): boolean =>
  load === 0 && open === 0 && Object.values(loadOf).every((units) => units === 0);

/**
 * What a moment makes of who has a ticket: it ceases to cost its holder anything, or costs them again. When it came to
 * somebody else by hand, it does so in both worlds: what people do, they do.
 */
export function moved(held: Held | null, { moment, isHanded }: AfterMoment): Held | null {
  const { agentId, cls, units, delta } = moment;
  if (isHanded) return { agentId, cls, units, counts: true };
  return held && { ...held, counts: delta === 1 };
}
