import * as Escalations from "@switchboard/core/escalation";
import * as Incidents from "@switchboard/core/incident";
import { badInput, type Prefix, prefixOf } from "@switchboard/core/kernel";
import * as Mails from "@switchboard/core/mail";
import * as Tickets from "@switchboard/core/ticket";
import * as Views from "@switchboard/core/view";
import * as Workspaces from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import type { GraphContext } from "../context.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";

interface Identified {
  readonly id: string;
}

const TYPES: Partial<Record<Prefix, string>> = {
  tkt: "Ticket",
  cus: "Customer",
  cmp: "Company",
  agt: "Agent",
  evt: "Entry",
  wsp: "Workspace",
  inm: "InboundMail",
  viw: "View",
  inc: "MajorIncident",
  esc: "Escalation",
  app: "App",
};

/** Everything with an id of its own; the id says what it is. */
export const Node = builder.interfaceRef<Identified>("Node").implement({
  description: "Something with an id of its own.",
  resolveType: ({ id }) => TYPES[prefixOf(id) ?? "key"],
  fields: (t) => ({
    id: t.exposeID("id", { description: "`<prefix>_` and 26 letters or digits; the prefix says what it is." }),
  }),
});

type Read = (context: GraphContext, id: string) => Promise<Identified | null>;

const READS: Partial<Record<Prefix, Read>> = {
  tkt: ({ loaders }, id) => loaders.ticket.load(id),
  cus: ({ loaders }, id) => loaders.customer.load(id),
  cmp: ({ loaders }, id) => loaders.company.load(id),
  agt: ({ loaders }, id) => loaders.agent.load(id),
  app: ({ loaders }, id) => loaders.app.load(id),
  evt: ({ ctx }, id) => orNull(Tickets.entry(ctx, id)),
  inm: ({ ctx }, id) => orNull(Mails.getInbound(ctx, id)),
  viw: ({ ctx }, id) => orNull(Views.get(ctx, id)),
  esc: ({ ctx }, id) => orNull(Escalations.get(ctx, id)),
  inc: ({ ctx }, id) => orNull(Incidents.get(ctx, id)),
  wsp: ({ ctx }, id) => orNull(Workspaces.get(ctx).then((own) => (own.id === id ? own : null))),
};

/** @throws BAD_USER_INPUT for what is no id at all; unknown and invisible ones are null */
async function nodeOf(context: GraphContext, id: string, path: (string | number)[]): Promise<Identified | null> {
  const prefix = prefixOf(id);
  if (prefix === null) throw badInput("An id is a prefix of three letters, `_`, and 26 letters or digits.", path);
  return (await READS[prefix]?.(context, id)) ?? null;
}

builder.queryField("node", (t) =>
  t.field({
    ...rule("Anything by its id; null when there is none that you may see.", { cost: 1 }),
    type: Node,
    nullable: true,
    args: { id: t.arg.id({ required: true, description: "The id." }) },
    resolve: (_, { id }, context) => nodeOf(context, id, ["id"]),
  }),
);

builder.queryField("nodes", (t) =>
  t.field({
    ...rule("Many things by their ids, in the order asked; null for each there is none of.", { cost: 1, size: "ids" }),
    type: [Node],
    nullable: { list: false, items: true },
    args: { ids: t.arg.idList({ required: true, description: "1 to 100 ids." }) },
    resolve: (_, { ids }, context) => ids.map((id, i) => nodeOf(context, id, ["ids", i])),
  }),
);
