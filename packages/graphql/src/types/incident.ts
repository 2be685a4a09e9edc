import * as Core from "@switchboard/core/incident";
import { forbidden, isCustomer } from "@switchboard/core/kernel";
import * as Tickets from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import type { GraphContext } from "../context.ts";
import { rule } from "../rule.ts";
import { IncidentSeverity, IncidentStatus } from "./incidentEnums.ts";
import { IncidentAudience, IncidentRole, rolesOf } from "./incidentParts.ts";
import { Node } from "./node.ts";
import { Agent, IncidentEntryConnection, type IncidentRow, MajorIncident, Ticket, TicketConnection } from "./refs.ts";
import { IncidentCounts } from "./ticketProblems.ts";

/** What lists do not carry: read when somebody asks. */
const wholeOf = async (row: IncidentRow, { ctx }: GraphContext): Promise<Core.SeenIncident> =>
  "version" in row ? row : Core.get(ctx, row.id);

/** A customer gets the part of it that is public: the rest is null for them. */
const part =
  <K extends keyof Core.SeenIncident>(name: K) =>
  async (row: IncidentRow, _: object, context: GraphContext): Promise<NonNullable<Core.SeenIncident[K]> | null> =>
    (await wholeOf(row, context))[name] ?? null;

MajorIncident.implement({
  description: "Something broken that many feel at once, led by named people until it is over.",
  interfaces: [Node],
  fields: (t) => ({
    title: t.exposeString("title", { description: "What it is; customers with a ticket in it read this." }),
    status: t.expose("status", { type: IncidentStatus, description: "How it stands." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was declared." }),
    severity: t.field({
      type: IncidentSeverity,
      nullable: true,
      description: "How bad it is; null for customers.",
      resolve: ({ severity }) => severity ?? null,
    }),
    updatedAt: t.field({
      ...rule("When somebody last said how it stands.", { cost: 1 }),
      type: "DateTime",
      resolve: async (row, _, context) => (await wholeOf(row, context)).updatedAt,
    }),
    resolvedAt: t.field({
      ...rule("When it was over; null while it is not.", { cost: 1 }),
      type: "DateTime",
      nullable: true,
      resolve: part("resolvedAt"),
    }),
    audience: t.field({
      ...rule("Who is affected; null for customers.", { cost: 1 }),
      type: IncidentAudience,
      nullable: true,
      resolve: part("audience"),
    }),
    roles: t.field({
      ...rule("Who does what; null for customers.", { cost: 1, size: Core.RESPONSE_ROLES.length }),
      type: [IncidentRole],
      nullable: true,
      resolve: async (row, _, context) => rolesOf((await wholeOf(row, context)).roles),
    }),
    version: t.int({
      description: "Give it as `expectedVersion`.",
      extensions: { cost: 1 },
      resolve: async (row, _, context) => (await wholeOf(row, context)).version,
    }),
  }),
});

builder.objectFields(MajorIncident, (t) => ({
  owner: t.field({
    ...rule("Who answers for it; null for customers.", { permission: "agent:read", cost: 1 }),
    type: Agent,
    nullable: true,
    resolve: ({ ownerId }, _, { loaders }) => (ownerId === undefined ? null : loaders.agent.load(ownerId)),
  }),
  problem: t.field({
    ...rule("The problem it stands on; null for customers.", { permission: "ticket:read", cost: 1 }),
    type: Ticket,
    nullable: true,
    resolve: ({ problemId }, _, { loaders }) => (problemId === undefined ? null : loaders.ticket.load(problemId)),
  }),
}));

builder.objectFields(MajorIncident, (t) => ({
  incidents: t.field({
    ...rule("The tickets in it, oldest first, without spam and what is deleted. For staff alone.", {
      permission: "ticket:read_notes",
      cost: 5,
      size: "page",
    }),
    type: TicketConnection,
    nullable: true,
    args: pageArgs(),
    resolve: async ({ problemId }, page, { ctx }) => {
      if (problemId === undefined) throw forbidden("ticket:read_notes");
      return Tickets.incidents(ctx, problemId, pageInput(page));
    },
  }),
  incidentCounts: t.field({
    ...rule("The tickets in it, counted by tier and status. Reads them all. For staff alone.", {
      permission: "customer:read",
      cost: 100,
    }),
    type: IncidentCounts,
    nullable: true,
    resolve: ({ id }, _, { ctx }) => (isCustomer(ctx.actor) ? null : Core.reach(ctx, id)),
  }),
  timeline: t.field({
    ...rule("What was said and done, newest first. A customer concerned gets what is public of it.", {
      permission: "incident:read",
      cost: 3,
      size: "page",
    }),
    type: IncidentEntryConnection,
    nullable: true,
    args: pageArgs(),
    resolve: ({ id }, page, { ctx }) => Core.timeline(ctx, id, pageInput(page)),
  }),
}));
