import { type Aggregate, type Ctx, headOf, idOfHead, type Pointer } from "../kernel/index.ts";
import { aggregatePartition, indexPartition, type ListSpec, timeRank } from "../table/index.ts";
import { dueAt, reached } from "./decide.ts";
import { type Events, events } from "./events.ts";
import { evolve } from "./evolve.ts";
import type { Escalation } from "./schema.ts";

const RUNNING = "E#";
const teamAt = (team: string): string => `team:${team}`;

/**
 * One that runs is found from its ticket, for its end, and from everybody it went to, for as long as nobody has
 * acknowledged.
 */
function pointers(escalation: Escalation): readonly Pointer[] {
  const { id, ticketId, status, startsAt } = escalation;
  if (status !== "RUNNING") return [];
  const { agentIds, teams } = reached(escalation);
  const row = `${RUNNING}${timeRank(startsAt)}#${headOf(id)}`;
  return [{ at: ticketId, row }, ...[...agentIds, ...teams.map(teamAt)].map((at) => ({ at, row }))];
}

const idOfRow = (row: { readonly sk?: unknown }): string => idOfHead("esc", String(row.sk).split("#")[2] ?? "") ?? "";

export const escalation: Aggregate<Escalation, Events> = {
  name: "escalation",
  prefix: "esc",
  rowVersion: 1,
  events,
  evolve,
  store: {
    attributes: { status: "st", createdAt: "ct" },
    indexes: ({ ticketId, createdAt }) => ({ relation: { partition: ["ESC", ticketId], sort: timeRank(createdAt) } }),
    dueAt,
  },
  pointers,
  readable: "ticket:read_notes",
  target: (state) => {
    const { agentIds, teams } = reached(state);
    const last = agentIds.at(-1);
    return { ...(last === undefined ? {} : { agentId: last }), teamIds: teams };
  },
};

/** Access pattern: the escalations of a ticket, newest first. */
export const ofTicketList = (ctx: Ctx, ticketId: string): ListSpec<string> => ({
  name: "escalations",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["ESC", ticketId]) }],
  descending: true,
  filter: ticketId,
  decode: (row) => String(row["pk"]).slice(String(row["pk"]).indexOf("#") + 1),
});

/** Access pattern: what went to an agent or to teams of theirs and nobody has acknowledged, latest first. */
export const unacknowledgedBy = (ctx: Ctx, agentId: string, teams: readonly string[]): ListSpec<string> => ({
  name: "unacknowledged",
  sources: [agentId, ...teams.map(teamAt)].map((at) => ({ partition: aggregatePartition(ctx, at), prefix: RUNNING })),
  descending: true,
  filter: [agentId, ...teams],
  decode: idOfRow,
});

/** Access pattern: what runs on a ticket; strongly read. */
export async function runningOn(ctx: Ctx, ticketId: string): Promise<readonly string[]> {
  const page = await ctx.table.query({
    partition: aggregatePartition(ctx, ticketId),
    from: RUNNING,
    to: `${RUNNING}~`,
    consistent: true,
  });
  return page.rows.map(idOfRow);
}
