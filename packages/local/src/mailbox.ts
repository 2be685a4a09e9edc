import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@switchboard/core/kernel";
import { type BusPort, type MailerPort, MailRefusal, type OutgoingMail } from "@switchboard/core/port";
import { type DataFolder, writeWhole } from "./data.ts";
import { asSesSends, type FeedbackKind, feedbackEvent, SES_MAX_BYTES, type SentMail, sesId } from "./ses.ts";

/** A message that went out, as it would have stood on the wire. */
export interface CapturedMail extends SentMail {
  readonly raw: string;
}

/** A message that came in, as its sender's program wrote it. */
export type ArrivedMail = Omit<CapturedMail, "tags">;

/** Takes outgoing mail instead of SES, does to it what SES does, and keeps it to be looked at. */
export interface Mailbox extends MailerPort {
  list(): readonly CapturedMail[];
  /** What came in, oldest first: the other half of every conversation. */
  arrivals(): readonly ArrivedMail[];
  /** Keeps a message that came in beside those that went out. */
  arrived(mail: Omit<ArrivedMail, "at">): void;
  find(id: string): CapturedMail | undefined;
  /** Reports about a message as SES would. False when there is no such message. */
  report(id: string, kind: FeedbackKind): Promise<boolean>;
  /** Resolves when every report that is on its way was put on the bus. */
  idle(): Promise<void>;
}

export interface MailboxOptions {
  readonly data: DataFolder;
  readonly now: () => number;
  readonly bus: () => BusPort;
}

/** How long SES takes to hear from the other side, at the very least. */
const REPORT_DELAY_MS = 30;

export function createMailbox({ data, now, bus }: MailboxOptions): Mailbox {
  const sent = createKeep<CapturedMail>(data, "mail");
  const received = createKeep<ArrivedMail>(data, "mail-in");
  const mails = sent.all;
  const reports = new Set<Promise<unknown>>();

  async function report(id: string, kind: FeedbackKind): Promise<boolean> {
    const mail = mails.find((one) => one.id === id);
    if (mail) await bus().publish([feedbackEvent(mail, kind, now())]);
    return mail !== undefined;
  }

  function reportSoon(id: string): void {
    const work = systemClock.sleep(REPORT_DELAY_MS).then(() => report(id, "delivery"));
    reports.add(work);
    work.finally(() => reports.delete(work)).catch(() => undefined);
  }

  return {
    async send(mail) {
      assertTakeable(mail);
      const id = sesId(now());
      const { from, to, tags } = mail;
      const raw = asSesSends(mail.raw, id, now()).toString("utf8");
      sent.keep({ id, at: new Date(now()).toISOString(), from, to: [...to], tags, raw });
      reportSoon(id);
      return { messageId: id };
    },
    list: () => mails,
    arrivals: () => received.all,
    arrived: (mail) => received.keep({ ...mail, at: new Date(now()).toISOString() }),
    find: (id) => mails.find((mail) => mail.id === id),
    report,
    async idle() {
      while (reports.size > 0) await Promise.allSettled(reports);
    },
  };
}

function assertTakeable({ to, raw }: OutgoingMail): void {
  if (to.length === 0 || to.length > 50) throw new MailRefusal("rejected", "SES takes 1 to 50 recipients a message.");
  if (raw.byteLength > SES_MAX_BYTES) throw new MailRefusal("rejected", "SES takes 10 MB a message.");
}

/** Mails of one direction, on disk where the desk is. */
function createKeep<Mail>(data: DataFolder, name: string) {
  const folder = data.folder === null ? null : join(data.folder, name);
  const all: Mail[] = folder === null ? [] : keptIn(folder);
  return {
    all: all as readonly Mail[],
    keep(mail: Mail): void {
      all.push(mail);
      const file = `${String(all.length).padStart(6, "0")}.json`;
      if (folder !== null) writeWhole(join(folder, file), JSON.stringify(mail));
    },
  };
}

function keptIn<Mail>(folder: string): Mail[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  return names.sort().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Mail);
}
