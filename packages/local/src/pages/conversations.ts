import { type ParsedMail, parseMail } from "@switchboard/core/mail";
import type { ArrivedMail, Mailbox } from "../mailbox.ts";

/** One message of a conversation, in or out. */
export interface Message {
  readonly mail: ArrivedMail;
  readonly isOurs: boolean;
  readonly content: ParsedMail;
}

/** Messages that belong together, oldest first. */
export type Conversation = readonly [Message, ...Message[]];

/** Messages never change, so each is read once. */
const parsed = new WeakMap<ArrivedMail, Promise<ParsedMail>>();

function read(mail: ArrivedMail, encoding: BufferEncoding): Promise<ParsedMail> {
  const known = parsed.get(mail) ?? parseMail(new Uint8Array(Buffer.from(mail.raw, encoding)));
  parsed.set(mail, known);
  return known;
}

/** The newest messages of both directions. */
async function messagesOf(mailbox: Mailbox, most: number): Promise<readonly Message[]> {
  const ours = mailbox.list().slice(-most);
  const theirs = mailbox.arrivals().slice(-most);
  const all = await Promise.all([
    ...ours.map(async (mail) => ({ mail, isOurs: true, content: await read(mail, "utf8") })),
    // Whatever bytes came are kept one to one.
    ...theirs.map(async (mail) => ({ mail, isOurs: false, content: await read(mail, "latin1") })),
  ]);
  return all.sort(byTime);
}

const byTime = (a: Message, b: Message): number => a.mail.at.localeCompare(b.mail.at);

/** The names by which a message may be referred to, and those it refers to. */
const idsOf = ({ content }: Message): readonly string[] =>
  [content.messageId, content.inReplyTo, ...content.references].filter((id) => id !== null);

/**
 * Groups messages as mail programs do, by Message-ID, In-Reply-To and References: what shares an id belongs together,
 * also by way of others.
 *
 * @param most of each direction, the newest
 * @returns the one with the newest message first
 */
export async function conversationsOf(mailbox: Mailbox, most: number): Promise<readonly Conversation[]> {
  const places = new Map<string, Message[]>();
  for (const message of await messagesOf(mailbox, most)) {
    const ids = idsOf(message);
    const met = new Set(ids.map((id) => places.get(id)).filter((place) => place !== undefined));
    const place = [...[...met].flat(), message];
    for (const one of place) for (const id of idsOf(one)) places.set(id, place);
    if (ids.length === 0) places.set(message.mail.id, place);
  }
  const conversations = [...new Set(places.values())].map((place) => place.sort(byTime) as [Message, ...Message[]]);
  return conversations.sort((a, b) => newestAt(b).localeCompare(newestAt(a)));
}

export const newestAt = (conversation: Conversation): string => (conversation.at(-1) ?? conversation[0]).mail.at;
