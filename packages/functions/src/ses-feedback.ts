import * as Mail from "@switchboard/core/mail";
import * as z from "zod";
import type { BusDelivery } from "./event.ts";
import type { Create } from "./handler.ts";

const Tag = z.array(z.string()).min(1);
const Recipient = z.object({
  emailAddress: z.string(),
  status: z.string().optional(),
  diagnosticCode: z.string().optional(),
});
const Timed = { timestamp: z.string() };

/** What SES says became of a message. Tags, which we put on it, tell whose it was. */
const Detail = z.object({
  mail: z.object({
    tags: z.object({ delivery: Tag, workspace: Tag }),
    destination: z.array(z.string()).default([]),
    timestamp: z.string(),
  }),
  delivery: z.object({ ...Timed, recipients: z.array(z.string()) }).optional(),
  bounce: z.object({ ...Timed, bounceType: z.string(), bouncedRecipients: z.array(Recipient) }).optional(),
  complaint: z.object({ ...Timed, complainedRecipients: z.array(Recipient) }).optional(),
  deliveryDelay: z.object({ ...Timed, delayedRecipients: z.array(Recipient) }).optional(),
  reject: z.object({ reason: z.string() }).optional(),
});
type Detail = z.infer<typeof Detail>;
type Feedback = Pick<Parameters<typeof Mail.recordFeedback>[1], "kind" | "recipients" | "at">;

/** Ties what SES reports to the delivery it is about. */
export const create: Create<BusDelivery, void> =
  ({ desk }) =>
  async (event) => {
    const detail = Detail.parse(event.detail);
    const feedback = feedbackOf(detail);
    const [deliveryId] = detail.mail.tags.delivery;
    const [workspaceId] = detail.mail.tags.workspace;
    if (!feedback || deliveryId === undefined || workspaceId === undefined) return;
    const actor = { kind: "system", workspaceId, name: "ses-feedback" } as const;
    const ctx = desk.as(actor, { causationId: event.id, idempotencyKey: `${event.id}:ses-feedback` });
    await Mail.recordFeedback(ctx, { ...feedback, deliveryId });
  };

/** Null for what changes nothing, such as that it was opened. */
function feedbackOf({ mail, delivery, bounce, complaint, deliveryDelay, reject }: Detail): Feedback | null {
  if (bounce) {
    const permanent = bounce.bounceType === "Permanent";
    return {
      kind: "bounced",
      recipients: bounce.bouncedRecipients.map((one) => ({ ...named(one), permanent })),
      ...at(bounce),
    };
  }
  if (complaint) return { kind: "complained", recipients: complaint.complainedRecipients.map(named), ...at(complaint) };
  if (deliveryDelay)
    return { kind: "delayed", recipients: deliveryDelay.delayedRecipients.map(named), ...at(deliveryDelay) };
  if (delivery)
    return { kind: "delivered", recipients: delivery.recipients.map((address) => ({ address })), ...at(delivery) };
  if (!reject) return null;
  const recipients = mail.destination.map((address) => ({ address, diagnostic: reject.reason }));
  return { kind: "rejected", recipients, ...at(mail) };
}

const named = ({ emailAddress, status, diagnosticCode }: z.infer<typeof Recipient>) => ({
  address: emailAddress,
  ...(status === undefined ? {} : { status }),
  ...(diagnosticCode === undefined ? {} : { diagnostic: diagnosticCode }),
});

function at({ timestamp }: { readonly timestamp: string }): { at?: number } {
  const time = Date.parse(timestamp);
  return Number.isNaN(time) ? {} : { at: time };
}
