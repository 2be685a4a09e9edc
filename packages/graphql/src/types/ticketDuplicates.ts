import * as Core from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { Ticket } from "./refs.ts";

const MOST = 5;
const suggested = { permission: "ticket:read", cost: 5, size: MOST } as const;

builder.objectField(Ticket, "possibleDuplicates", (t) =>
  t.field({
    ...rule("Open tickets of the same customer with a subject near this one's, nearest first: up to five.", suggested),
    type: [Ticket],
    nullable: true,
    resolve: async ({ id, customerId, subject }, _, { ctx }) => [
      ...(await Core.suggestDuplicates(ctx, { customerId, subject, exceptId: id })),
    ],
  }),
);

builder.queryField("possibleDuplicates", (t) =>
  t.field({
    ...rule("Before opening: the customer's open tickets with a near subject, nearest first, up to five.", suggested),
    type: [Ticket],
    nullable: true,
    args: {
      customerId: t.arg.id({ required: true, description: "Whose issue it is." }),
      subject: t.arg.string({ required: true, description: "What it would be about, up to 500 characters." }),
    },
    resolve: async (_, args, { ctx }) => [...(await Core.suggestDuplicates(ctx, args))],
  }),
);
