import * as Core from "@switchboard/core/incident";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";
import { IncidentStatus } from "./incidentEnums.ts";
import { MajorIncident, MajorIncidentConnection, Ticket } from "./refs.ts";

builder.objectFields(Ticket, (t) => ({
  majorIncident: t.field({
    ...rule("The major incident that it is part of, or that stands on it: one that lasts first.", {
      permission: "incident:read",
      cost: 3,
    }),
    type: MajorIncident,
    nullable: true,
    resolve: ({ id }, _, { ctx }) => Core.ofTicket(ctx, id),
  }),
}));

builder.queryFields((t) => ({
  majorIncident: t.field({
    ...rule("One major incident; null when there is none that you may see. A customer with a ticket in it may.", {
      permission: "incident:read",
      cost: 3,
    }),
    type: MajorIncident,
    nullable: true,
    args: { id: t.arg.id({ required: true, description: "The id of the major incident." }) },
    resolve: (_, { id }, { ctx }) => orNull(Core.get(ctx, id)),
  }),
  majorIncidents: t.field({
    ...rule("Major incidents that last, or those of some statuses, newest first. For staff.", {
      permission: "incident:read",
      cost: 2,
      size: "page",
    }),
    type: MajorIncidentConnection,
    nullable: true,
    args: {
      ...pageArgs(),
      status: t.arg({ type: [IncidentStatus], description: "Those that stand like this; all that last unless said." }),
    },
    resolve: (_, { status, ...page }, { ctx }) => Core.list(ctx, { status: status ?? undefined }, pageInput(page)),
  }),
}));
