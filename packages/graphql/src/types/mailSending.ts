import * as Mails from "@switchboard/core/mail";
import * as Workspaces from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { SuppressionReason } from "./peopleEnums.ts";
import { Delivery, SuppressedAddress, SuppressedAddressConnection } from "./refs.ts";
import { configuring } from "./workspaceParts.ts";

SuppressedAddress.implement({
  description: "An address that no mail goes to, whoever it belongs to.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Give it to lift this." }),
    address: t.expose("address", { type: "EmailAddress", description: "The address." }),
    reason: t.expose("reason", { type: SuppressionReason, description: "What happened." }),
    note: t.exposeString("note", { nullable: true, description: "What somebody wrote down about it." }),
    deliveryId: t.exposeID("deliveryId", { nullable: true, description: "The mail that showed it, where one did." }),
    active: t.exposeBoolean("active", { description: "Whether it is so; false once it was lifted." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "Since when." }),
  }),
});

builder.queryField("suppressedAddresses", (t) =>
  t.field({
    ...rule("The addresses that no mail goes to, newest first.", { permission: "mail:read", cost: 2, size: "page" }),
    type: SuppressedAddressConnection,
    nullable: true,
    args: pageArgs(),
    resolve: (_, page, { ctx }) => Mails.listSuppressed(ctx, pageInput(page)),
  }),
);

mutation(
  "suppressAddress",
  (t) => ({
    address: t.field({ type: "EmailAddress", required: true, description: "The address." }),
    note: t.string({ description: "What to write down about it, up to 500 characters." }),
  }),
  {
    permission: "mail:suppress",
    says: "Sends no mail to an address any more. Permanent bounces and complaints do so by themselves.",
    run: (ctx, input) => Mails.suppressAddress(ctx, input),
    payload: (t) => ({
      suppressedAddress: t.field({
        type: SuppressedAddress,
        nullable: true,
        description: "The address.",
        resolve: (p) => p.result?.object,
      }),
    }),
  },
);

mutation(
  "liftAddressSuppression",
  (t) => ({
    suppressionId: t.id({ required: true, description: "Which, as the list names it." }),
    reason: t.string({ required: true, description: "Why mail may go there again, up to 500 characters; it is kept." }),
  }),
  {
    permission: "mail:suppress",
    versioned: true,
    says: "Sends mail to an address again.",
    run: (ctx, input) => Mails.liftAddressSuppression(ctx, input),
    payload: (t) => ({
      suppressedAddress: t.field({
        type: SuppressedAddress,
        nullable: true,
        description: "The address.",
        resolve: (p) => p.result?.object,
      }),
    }),
  },
);

mutation(
  "sendTestMail",
  (t) => ({
    to: t.field({ type: "EmailAddress", required: true, description: "Where to." }),
    from: t.field({ type: "EmailAddress", description: "From which support address; the first one unless said." }),
  }),
  {
    permission: "workspace:configure",
    says: "Sends a mail that says that mail goes out, once for each `idempotencyKey`. Ask for the delivery again to see what became of it.",
    run: (ctx, input) => Mails.sendTestMail(ctx, input),
    payload: (t) => ({
      delivery: t.field({ type: Delivery, nullable: true, description: "The mail.", resolve: (p) => p.result }),
    }),
  },
);

mutation("rotateReplyKey", () => ({}), {
  ...configuring,
  says: "Signs reply addresses with a new key. Answers to mails that went out before find their tickets for a year.",
  run: (ctx, input) => Workspaces.rotateReplyKey(ctx, input),
});
