import * as Core from "@switchboard/core/audit";
import type { Via } from "@switchboard/core/kernel";
import { builder } from "../builder.ts";
import { forwardArgs, PageInfo, pageInput } from "../connection.ts";
import { rule } from "../rule.ts";
import { Actor } from "./actor.ts";
import { ActorKind, EntryVisibility, EventOrigin } from "./enums.ts";
import { FieldChange } from "./fieldChange.ts";
import { LogConnection, LogLine } from "./refs.ts";

const LogSource = builder.objectRef<Via>("LogSource").implement({
  description: "Where a call came from.",
  fields: (t) => ({
    credential: t.exposeString("credential", {
      nullable: true,
      description: "The id of the key, or the issuer of the token, that was presented.",
    }),
    address: t.exposeString("address", { nullable: true, description: "The network address of the caller." }),
  }),
});

/** What the guard reckons with: few events change more. */
const USUAL = 5;

LogLine.implement({
  description: "One line of the audit log: who did what to what, when, from where, and for whom.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "The id of the event." }),
    type: t.exposeString("type", { description: "What happened, for example `ticket.replied`." }),
    says: t.exposeString("says", {
      nullable: true,
      description: "The same in one sentence, from the event catalogue.",
    }),
    subjectId: t.exposeID("aggregateId", { description: "What it happened to." }),
    actor: t.field({ type: Actor, description: "Who did it.", resolve: (line) => line.actor }),
    onBehalfOf: t.field({
      type: Actor,
      nullable: true,
      description: "For whom, when the actor acted for or as somebody else.",
      resolve: (line) => line.onBehalfOf,
    }),
    via: t.field({
      type: LogSource,
      nullable: true,
      description: "From where; of what agents and apps did over the API.",
      resolve: (line) => line.via,
    }),
    at: t.expose("at", { type: "DateTime", description: "When it was written." }),
    occurredAt: t.expose("occurredAt", { type: "DateTime", description: "When it happened." }),
    origin: t.expose("origin", { type: EventOrigin, description: "How it came into being." }),
    visibility: t.expose("visibility", { type: EntryVisibility, description: "Who sees it on the ticket itself." }),
    causationId: t.exposeString("causationId", { nullable: true, description: "What caused it." }),
    correlationId: t.exposeString("correlationId", { nullable: true, description: "What it belongs together with." }),
    facts: t.field({
      type: "JSON",
      description: "The facts of it; never what people wrote.",
      resolve: (line) => line.facts,
    }),
  }),
});

builder.objectFields(LogLine, (t) => ({
  changes: t.field({
    ...rule(
      "What became different, field by field; null for what you may not read. Reads the whole history of what it is about.",
      { cost: 5, size: USUAL },
    ),
    type: [FieldChange],
    nullable: true,
    resolve: async (line, _, { loaders }) => {
      const { changes } = await loaders.auditDetail.load(line);
      return changes && [...changes];
    },
  }),
  verified: t.field({
    ...rule("Whether the history up to here is what was written: every link of its chain recomputed.", { cost: 5 }),
    type: "Boolean",
    resolve: async (line, _, { loaders }) => (await loaders.auditDetail.load(line)).verified,
  }),
}));

const ActorRefInput = builder.inputType("ActorRefInput", {
  description: "Somebody who acts.",
  fields: (t) => ({
    kind: t.field({ type: ActorKind, required: true, description: "What sort of caller." }),
    id: t.string({ required: true, description: "The id; for the system, which part of it." }),
  }),
});

const LogFilterInput = builder.inputType("LogFilterInput", {
  description: "Which lines of the audit log; everything that is given must fit.",
  fields: (t) => ({
    actor: t.field({ type: ActorRefInput, description: "Who did it." }),
    onBehalfOf: t.field({ type: ActorRefInput, description: "For whom somebody else did it." }),
    subjectId: t.id({ description: "What it happened to: reads that history alone, whatever the range." }),
    types: t.stringList({
      description: "Types of events, up to 50: `ticket.assigned`, or `ticket.*` for all of a kind.",
    }),
    origins: t.field({ type: [EventOrigin], description: "How it came into being." }),
  }),
});

const range = () =>
  builder.args((t) => ({
    from: t.field({ type: "DateTime", required: true, description: "From this time on." }),
    to: t.field({ type: "DateTime", required: true, description: "Up to this time, itself included." }),
    filter: t.field({ type: LogFilterInput, description: "Narrows the log." }),
  }));

interface Given {
  readonly from: number;
  readonly to: number;
  readonly filter?: typeof LogFilterInput.$inferInput | null | undefined;
}

const filterOf = ({ from, to, filter }: Given): Core.AuditFilter => {
  const { actor, onBehalfOf, subjectId, types, origins } = filter ?? {};
  return {
    from,
    to,
    ...(actor ? { actor } : {}),
    ...(onBehalfOf ? { onBehalfOf } : {}),
    ...(subjectId ? { aggregateId: subjectId } : {}),
    ...(types ? { types } : {}),
    ...(origins ? { origins } : {}),
  };
};

builder.queryField("workspaceLog", (t) =>
  t.field({
    ...rule("The audit log of the whole workspace, oldest first; up to 366 days at once.", {
      permission: "workspace:read_log",
      cost: 25,
      size: "page",
    }),
    type: LogConnection,
    nullable: true,
    args: { ...range(), ...forwardArgs() },
    resolve: (_, args, { ctx }) => Core.read(ctx, filterOf(args), pageInput(args)),
  }),
);

const LogExport = builder.objectRef<Core.AuditExport>("LogExport").implement({
  description: "A page of the audit log as JSON lines.",
  fields: (t) => ({
    lines: t.exposeString("lines", {
      description: "One line of the log a line, with what it changed and whether its chain holds; times in RFC 3339.",
    }),
    count: t.exposeInt("count", { description: "Lines in this page." }),
    pageInfo: t.field({ type: PageInfo, description: "Where to read on.", resolve: ({ pageInfo }) => pageInfo }),
  }),
});

builder.queryField("exportWorkspaceLog", (t) =>
  t.field({
    ...rule("The same as JSON lines, each verified against the chain of what it is about.", {
      permission: "workspace:read_log",
      cost: 500,
    }),
    type: LogExport,
    nullable: true,
    args: { ...range(), ...forwardArgs() },
    resolve: (_, args, { ctx }) => Core.exportPage(ctx, filterOf(args), pageInput(args)),
  }),
);
