import { type Aggregate, type Ctx, headOf, idOfHead } from "../kernel/index.ts";
import { indexPartition, type ListSpec, timeRank } from "../table/index.ts";
import type { Clock } from "./engine/schema.ts";
import { type Events, events, evolve, type Sla } from "./events.ts";

/** The clocks of a ticket have its own letters, so neither has to know of the other. */
export const clocksIdOf = (ticketId: string): string => idOfHead("slc", headOf(ticketId)) ?? "";
const ticketIdOf = (id: string): string => idOfHead("tkt", headOf(id)) ?? "";

const isAhead = ({ state }: Clock): boolean => state === "PENDING" || state === "IMMINENT";

const earliest = (times: readonly (number | null)[]): number | undefined => {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? undefined : Math.min(...known);
};

/** What is still ahead of some clocks: the next one that is due. */
export const nextDue = (clocks: readonly Clock[]): number | undefined =>
  earliest(clocks.filter(isAhead).map(({ dueAt }) => dueAt));

/** When a clock next says something by itself: a warning, then a breach. */
const nextTurn = (clock: Clock): number | null => {
  if (!isAhead(clock)) return null;
  return clock.warnedAt === undefined ? (clock.warnAt ?? clock.dueAt) : clock.dueAt;
};

export const sla: Aggregate<Sla, Events> = {
  name: "clocks",
  prefix: "slc",
  rowVersion: 1,
  events,
  evolve,
  store: {
    attributes: { teamId: "tm" },
    indexes({ clocks }) {
      const due = nextDue(clocks);
      return due === undefined ? {} : { work: { partition: ["SLA"], sort: timeRank(due) } };
    },
    dueAt: ({ clocks }) => earliest(clocks.map(nextTurn)),
  },
  readable: "ticket:read_audit",
  target: ({ teamId }) => (teamId === undefined ? {} : { teamId }),
};

/** Access pattern: the clocks that are due next and not late yet, from a time on; the nearest first. */
export const dueNext = (ctx: Ctx, range: { readonly from: number; readonly to: number }, teams?: readonly string[]) => {
  const keep: ListSpec<string>["keep"] = teams && ((row) => teams.includes(String(row["tm"])));
  const spec: ListSpec<string> = {
    name: "sla-due",
    index: "work",
    sources: [{ partition: indexPartition(ctx, ["SLA"]) }],
    descending: false,
    from: timeRank(range.from),
    to: timeRank(range.to),
    filter: { to: range.to, teams: teams ?? null },
    ...(keep ? { keep } : {}),
    decode: (row) => ticketIdOf(String(row["pk"]).slice(ctx.workspaceId.length + 1)),
  };
  return spec;
};
