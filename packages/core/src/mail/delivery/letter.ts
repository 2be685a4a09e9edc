/** Somebody's place for mail, as headers name it. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** A file that travels inside the message. */
export interface Enclosed {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
  /** By which the HTML shows it in its place. */
  readonly contentId?: string;
}

/** Which messages this one answers: internet ids without brackets, oldest first. */
export interface Thread {
  readonly inReplyTo?: string;
  readonly references: readonly string[];
}

/** A message before it is MIME: everything that a purpose decides, and nothing of how mail is written. */
export interface Letter {
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly replyTo: Mailbox;
  readonly subject: string;
  readonly text: string;
  /** Clean already; made of the text where there is none. */
  readonly html?: string;
  readonly attachments: readonly Enclosed[];
  readonly thread: Thread;
  /** Written by the desk itself: says so in its headers, so that no machine answers it. */
  readonly automatic: boolean;
}

/** A subject with the number of its ticket, by which a mail is known again whatever else it lost. */
export const numbered = (subject: string, { number }: { readonly number: number }): string =>
  subject.includes(`[#${number}]`) ? subject : `${subject} [#${number}]`;

/** What may not go out: claimed all the same, for good, and seen as failed for this reason. */
export interface Withheld {
  readonly to: readonly Mailbox[];
  readonly withheld: string;
}

export const isWithheld = (one: Letter | Withheld): one is Withheld => "withheld" in one;

/** A letter, why it may not go out, or in words why there is nothing to send at all. */
export type Prepared = Letter | Withheld | string;
