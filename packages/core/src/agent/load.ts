import type { Ctx, Tally } from "../kernel/index.ts";
import type { Expression, Row, Scalar } from "../port/index.ts";
import { recordKey } from "../table/index.ts";
import { CHANNEL_CLASSES, type ChannelClass, type RoutingSettings } from "../workspace/index.ts";
import type { Agent } from "./schema.ts";

/** What something costs somebody: units of capacity, of one class of channels. */
export interface Load {
  readonly units: number;
  readonly cls: ChannelClass;
}

/** What an agent carries. */
export interface AgentLoad {
  readonly agentId: string;
  /** Units of everything together, and of each class of channels. */
  readonly units: number;
  readonly byClass: Readonly<Partial<Record<ChannelClass, number>>>;
  /** How many tickets that is. */
  readonly open: number;
  /** When routing last gave them something, ms. */
  readonly lastAssignedAt?: number;
}

/** How much an agent can carry. */
export interface Capacity {
  readonly units: number;
  readonly byClass: Readonly<Partial<Record<ChannelClass, number>>>;
}

const NOUN = "load";
const UNITS = "n";
const OPEN = "c";
const LAST = "la";
const ofClass = (cls: ChannelClass): string => `u_${cls}`;

/** What something adds to the load of an agent: for the states it follows from (kernel/aggregate.ts). */
export const loadTally = (agentId: string, { units, cls }: Load): Tally => ({
  of: [NOUN, agentId],
  amounts: { [UNITS]: units, [OPEN]: 1, [ofClass(cls)]: units },
});

/** Keeps a commit from lifting an agent over their capacity, and remembers when they were last given something. */
export const withinCapacity = (agentId: string, capacity: Capacity, cls: ChannelClass, at: number) => {
  const own = capacity.byClass[cls];
  return {
    of: [NOUN, agentId] as const,
    most: { [UNITS]: capacity.units, ...(own === undefined ? {} : { [ofClass(cls)]: own }) },
    set: { [LAST]: at },
  };
};

/** What somebody can carry: their own capacity, or what the workspace gives everybody. */
export const capacityOf = ({ capacity }: Pick<Agent, "capacity">, routing: RoutingSettings): Capacity => ({
  units: capacity?.units ?? routing.defaultCapacity,
  byClass: capacity?.byClass ?? {},
});

/** Access pattern: the load of one agent, or of many in one batch. */
export const loadKey = (ctx: Ctx, agentId: string) => recordKey(ctx, NOUN, agentId);

export function decodeLoad(agentId: string, row: Row | undefined): AgentLoad {
  const numberOf = (name: string) => Number(row?.[name] ?? 0);
  return {
    agentId,
    units: numberOf(UNITS),
    open: numberOf(OPEN),
    byClass: Object.fromEntries(
      CHANNEL_CLASSES.flatMap((cls) => (numberOf(ofClass(cls)) === 0 ? [] : [[cls, numberOf(ofClass(cls))]])),
    ),
    ...(row?.[LAST] === undefined ? {} : { lastAssignedAt: Number(row[LAST]) }),
  };
}

/** The row of a load that is made of these, keeping when they were last given something. */
export function loadRow(ctx: Ctx, agentId: string, carried: readonly Tally[], before: Row | null): Row {
  const row: Record<string, Scalar> = { ...loadKey(ctx, agentId), _v: 1 };
  for (const { amounts } of carried) {
    for (const [name, amount] of Object.entries(amounts)) row[name] = Number(row[name] ?? 0) + amount;
  }
  return before?.[LAST] === undefined ? row : { ...row, [LAST]: before[LAST] };
}

/** That a load is as it was read: what moved meanwhile must not be written over. */
export const sameLoad = (row: Row | null): Expression =>
  row?.[OPEN] === undefined
    ? { expression: "attribute_not_exists(#c)", names: { "#c": OPEN } }
    : {
        expression: "#c = :c AND #n = :n",
        names: { "#c": OPEN, "#n": UNITS },
        values: { ":c": row[OPEN], ":n": row[UNITS] ?? 0 },
      };
