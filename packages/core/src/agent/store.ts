import { type Aggregate, alreadyExists, type Ctx, emailKey } from "../kernel/index.ts";
import {
  claim,
  decodeSummary,
  indexPartition,
  type ListSpec,
  type RecordWrite,
  recordKey,
  timeRank,
} from "../table/index.ts";
import { type Events, events } from "./events.ts";
import { evolve } from "./evolve.ts";
import { membership } from "./membership.ts";
import type { AgentStatus } from "./moves.ts";
import type { Agent } from "./schema.ts";
import { signature } from "./signature.ts";

export const agent: Aggregate<Agent, Events> = {
  name: "agent",
  prefix: "agt",
  rowVersion: 1,
  events,
  evolve,
  sides: [signature],
  store: {
    attributes: { name: "nm", email: "em", status: "st", createdAt: "ct" },
    indexes: (state) => ({ relation: { partition: ["AGT"], sort: timeRank(state.createdAt) } }),
  },
  pointers: membership,
  readable: "agent:read",
  target: ({ id, teams }) => ({ agentId: id, ...(teams === undefined ? {} : { teamIds: teams }) }),
};

/** Access pattern: one agent per address in a workspace. */
export const holdEmail = (ctx: Ctx, email: string, id: string): RecordWrite =>
  claim(recordKey(ctx, "agent-email", emailKey(email)), { of: id }, (row) =>
    alreadyExists("An agent with this e-mail address exists.", ["email"], String(row?.["of"] ?? "")),
  );

/** Access pattern: who has an address, read eventually: half a unit. */
export async function holderOfEmail(ctx: Pick<Ctx, "workspaceId" | "table">, email: string): Promise<string | null> {
  const row = await ctx.table.get(recordKey(ctx, "agent-email", emailKey(email)));
  return row && String(row["of"]);
}
/** Somebody who left has no claim to their address any more: it is free for a later hire. */
export const freeEmail = (ctx: Ctx, email: string, id: string): RecordWrite => ({
  write: {
    kind: "delete",
    key: recordKey(ctx, "agent-email", emailKey(email)),
    condition: {
      expression: "attribute_not_exists(pk) OR #of = :id",
      names: { "#of": "of" },
      values: { ":id": id },
    },
  },
});

/** What a list shows of an agent. */
export type AgentSummary = Pick<Agent, "id" | "name" | "email" | "status" | "createdAt">;

/** Access pattern: everybody of these statuses, in the order of joining. */
export const everybody = (ctx: Ctx, statuses: readonly AgentStatus[]): ListSpec<AgentSummary> => ({
  name: "agents",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["AGT"]) }],
  descending: false,
  filter: statuses.join(),
  keep: (row) => statuses.includes(String(row["st"]) as AgentStatus),
  decode: (row) => decodeSummary(agent, row) as unknown as AgentSummary,
});
