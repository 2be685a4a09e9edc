/** One outgoing message as it goes on the wire. */
export interface OutgoingMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Uint8Array;
  /** Come back in feedback events and tie a bounce to a delivery. Letters, digits, `_` and `-` only. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Sends mail. Makes ONE attempt: resolves with the carrier's id, throws {@link MailRefusal} when the
 * message was surely not taken, and anything else when nobody can know.
 */
export interface MailerPort {
  send(mail: OutgoingMail): Promise<{ readonly messageId: string }>;
}

/** The carrier said no, so the message did not go out. `throttled` may be tried later, `rejected` never. */
export class MailRefusal extends Error {
  readonly reason: "throttled" | "rejected";

  constructor(reason: "throttled" | "rejected", message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "MailRefusal";
    this.reason = reason;
  }
}

export const isMailRefusal = (e: unknown): e is MailRefusal => e instanceof Error && e.name === "MailRefusal";
