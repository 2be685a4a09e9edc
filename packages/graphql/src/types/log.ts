import { log } from "@switchboard/core/desk";
import { builder } from "../builder.ts";
import { forwardArgs, pageInput } from "../connection.ts";
import { rule } from "../rule.ts";
import { Actor } from "./actor.ts";
import { EntryVisibility, EventOrigin } from "./enums.ts";
import { LogConnection, LogLine } from "./refs.ts";

LogLine.implement({
  description: "One line of the workspace's log: who did what to what, and when.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "The id of the event." }),
    type: t.exposeString("type", { description: "What happened, for example `ticket.replied`." }),
    subjectId: t.exposeID("aggregateId", { description: "What it happened to." }),
    actor: t.field({ type: Actor, description: "Who did it.", resolve: (line) => line.actor }),
    onBehalfOf: t.field({
      type: Actor,
      nullable: true,
      description: "For whom, when the actor acted for somebody else.",
      resolve: (line) => line.onBehalfOf,
    }),
    at: t.expose("at", { type: "DateTime", description: "When it was written." }),
    occurredAt: t.expose("occurredAt", { type: "DateTime", description: "When it happened." }),
    origin: t.expose("origin", { type: EventOrigin, description: "How it came into being." }),
    visibility: t.expose("visibility", { type: EntryVisibility, description: "Who sees it on the ticket itself." }),
    causationId: t.exposeString("causationId", { nullable: true, description: "What caused it." }),
    correlationId: t.exposeString("correlationId", { nullable: true, description: "What it belongs together with." }),
  }),
});

builder.queryField("workspaceLog", (t) =>
  t.field({
    ...rule("The log of the whole workspace, oldest first; up to 366 days at once.", {
      permission: "workspace:read_log",
      cost: 25,
      size: "page",
    }),
    type: LogConnection,
    nullable: true,
    args: {
      from: t.arg({ type: "DateTime", required: true, description: "From this time on." }),
      to: t.arg({ type: "DateTime", required: true, description: "Up to this time, itself included." }),
      ...forwardArgs(),
    },
    resolve: (_, { from, to, ...page }, { ctx }) => log(ctx, { from, to }, pageInput(page)),
  }),
);
