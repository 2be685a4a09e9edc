import * as z from "zod";

export const DELIVERY_STATUSES = [
  "SENDING",
  "RETRYING",
  "SENT",
  "DELIVERED",
  "DELAYED",
  "BOUNCED",
  "COMPLAINED",
  "FAILED",
  "UNKNOWN",
] as const;
export const DeliveryStatus = z.enum(DELIVERY_STATUSES);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** What a mail is sent for. With its cause it names the mail: of each there is one, for good. */
export const PURPOSES = ["REPLY", "ACKNOWLEDGEMENT", "AWAY", "TEST"] as const;
export const Purpose = z.enum(PURPOSES);
export type Purpose = z.infer<typeof Purpose>;

export const ROLES = ["TO", "CC"] as const;
export const RECIPIENT_STATUSES = [
  "QUEUED",
  "SENT",
  "DELIVERED",
  "DELAYED",
  "BOUNCED",
  "COMPLAINED",
  "FAILED",
  "UNKNOWN",
  "SUPPRESSED",
] as const;
export const RecipientStatus = z.enum(RECIPIENT_STATUSES);
export type RecipientStatus = z.infer<typeof RecipientStatus>;

/** One of those a mail goes to, and what became of it there. */
export interface Recipient {
  readonly address: string;
  readonly role: (typeof ROLES)[number];
  /** SUPPRESSED: left out, as no mail goes to this address. */
  readonly status: RecipientStatus;
  /** What their server said. */
  readonly diagnostic?: string | undefined;
}

/** One message on its way: an aggregate of its own, so that it never writes the ticket. */
export interface Delivery {
  readonly id: string;
  readonly purpose: Purpose;
  /** The ticket it is about, and the place of the entry it carries or answers, where there are such. */
  readonly ticketId?: string | undefined;
  readonly sequence?: number | undefined;
  /** What caused it, once for each purpose. */
  readonly cause?: string | undefined;
  /** The first it goes to. */
  readonly to: string;
  readonly recipients: readonly Recipient[];
  /** What became of it where it stands worst. */
  readonly status: DeliveryStatus;
  readonly attempt: number;
  /** The carrier's id, once it took the message. */
  readonly carrierId?: string;
  /** Why it failed, was put off or came back. */
  readonly diagnostic?: string;
  /** When the present attempt began, ms. */
  readonly startedAt: number;
  /** When to try again, ms. */
  readonly retryAt?: number;
  readonly createdAt: number;
}

/** A delivery as it may lie in the table: releases from before knew one purpose and one recipient. */
export type StoredDelivery = Omit<Delivery, "purpose" | "recipients"> &
  Partial<Pick<Delivery, "purpose" | "recipients">>;

/** Rows from before are answers to one. */
export function whole(stored: StoredDelivery): Delivery {
  const { purpose = "REPLY", recipients = [{ address: stored.to, role: "TO", status: single(stored.status) }] } =
    stored;
  return { ...stored, purpose, recipients };
}

const single = (status: DeliveryStatus): RecipientStatus =>
  status === "SENDING" || status === "RETRYING" ? "QUEUED" : status;

export const FeedbackInput = z.object({
  deliveryId: z.string(),
  kind: z.enum(["delivered", "bounced", "complained", "delayed"]),
  recipients: z
    .array(
      z.object({
        address: z.string(),
        status: z.string().optional(),
        diagnostic: z.string().optional(),
        permanent: z.boolean().optional(),
      }),
    )
    .default([]),
  /** When it happened, ms. */
  at: z.number().optional(),
});
export type FeedbackInput = z.input<typeof FeedbackInput>;
