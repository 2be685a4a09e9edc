import { type Aggregate, type Ctx, headOf, idOfHead } from "../kernel/index.ts";
import { decodeSummary, indexPartition, type ListSpec, type Source, timeRank } from "../table/index.ts";
import { type Events, events } from "./events.ts";
import { evolve } from "./evolve.ts";
import type { IncidentStatus, MajorIncident } from "./schema.ts";

export const incident: Aggregate<MajorIncident, Events> = {
  name: "major incident",
  prefix: "inc",
  rowVersion: 1,
  events,
  evolve,
  store: {
    attributes: { title: "su", status: "st", severity: "pr", ownerId: "as", createdAt: "ct" },
    indexes: ({ status, createdAt }) => ({ activity: { partition: ["INC", status], sort: timeRank(createdAt) } }),
  },
  readable: "incident:read",
  target: ({ ownerId }) => ({ agentId: ownerId }),
};

/**
 * A problem has one major incident at most, whose id follows from its own: the table itself refuses a second, and one is
 * found from the other without a row between them.
 */
export const incidentOf = (problemId: string): string => idOfHead("inc", headOf(problemId)) ?? "";
export const problemOf = (incidentId: string): string => idOfHead("tkt", headOf(incidentId)) ?? "";

/** What a list shows of a major incident. */
export type IncidentSummary = Pick<
  MajorIncident,
  "id" | "title" | "status" | "severity" | "ownerId" | "createdAt" | "problemId"
>;

export function decodeRow(row: Parameters<ListSpec<IncidentSummary>["decode"]>[0]): IncidentSummary {
  const summary = decodeSummary(incident, row);
  return { ...summary, problemId: problemOf(summary.id) } as unknown as IncidentSummary;
}

/** Access pattern: major incidents by status, newest first; one partition a status. */
export const byStatus = (
  ctx: Ctx,
  statuses: readonly IncidentStatus[],
  listed: Pick<ListSpec<IncidentSummary>, "keep" | "filter">,
): ListSpec<IncidentSummary> => ({
  name: "incidents by status",
  index: "activity",
  sources: statuses.map((status): Source => ({ partition: indexPartition(ctx, ["INC", status]) })),
  descending: true,
  decode: decodeRow,
  ...listed,
});
