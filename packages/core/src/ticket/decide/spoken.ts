import type { Draft } from "../../kernel/index.ts";
import type { Events, MailFacts, Words } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";
import type { Status } from "../status.ts";

export type Drafts = readonly Draft<Events>[];

/** The first message of a ticket, or the next one. */
export interface Spoken {
  readonly words: Words;
  readonly channel: Ticket["channel"];
  readonly mail?: MailFacts | undefined;
  /** The customer who says it, where that is not the ticket's. */
  readonly speakerId?: string | undefined;
}

/** The facts of a message, and the status after it. */
export const spoken = ({ channel, words, mail, speakerId }: Spoken, status: Status) => ({
  channel,
  status,
  fileCount: words.files.length,
  ...(mail ? { mail } : {}),
  ...(speakerId === undefined ? {} : { speakerId }),
});
