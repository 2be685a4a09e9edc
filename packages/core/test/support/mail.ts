import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, SUPPORT } from "./desk.ts";

let receipts = 0;

export const PASS: Mail.Verdicts = { spf: "PASS", dkim: "PASS", dmarc: "PASS", spam: "PASS", virus: "PASS" };

/** A raw message with just the headers given. */
export function rawMail(
  headers: Readonly<Record<string, string>>,
  body = "It slips on every climb.",
): Uint8Array<ArrayBuffer> {
  const all = {
    From: "Eve <eve@example.com>",
    To: SUPPORT,
    Subject: "Chain slips",
    "Message-ID": `<m${++receipts}.of-eve@example.com>`,
    Date: "Mon, 02 Nov 2026 09:00:00 +0000",
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n${body}\r\n`);
}

export interface Arrival {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly raw?: Uint8Array<ArrayBuffer>;
  readonly verdicts?: Partial<Mail.Verdicts>;
  readonly recipients?: readonly string[];
  readonly receiptId?: string;
  readonly envelopeFrom?: string;
}

export const arrivalOf = (arrival: Arrival = {}): Mail.ReceiveInput => ({
  receiptId: arrival.receiptId ?? `receipt-${++receipts}`,
  recipients: [...(arrival.recipients ?? [SUPPORT])],
  address: SUPPORT,
  envelopeFrom: arrival.envelopeFrom ?? "eve@example.com",
  verdicts: { ...PASS, ...arrival.verdicts },
  raw: arrival.raw ?? rawMail(arrival.headers ?? {}, arrival.body),
});

/** A mail taken in, and the ticket it became. */
export async function inboundMail(f: Fixture, arrival: Arrival = {}) {
  const mail = await Mail.receive(f.system, arrivalOf(arrival));
  return { mail, ticketId: mail.ticketId ?? "" };
}

/** A ticket opened by mail and answered by mail, and the raw answer. */
export async function answered(f: Fixture, arrival: Arrival = {}) {
  const { ticketId } = await inboundMail(f, arrival);
  await Ticket.reply(f.agent, { ticketId, text: "Which gear?" });
  const delivery = await Mail.sendReply(f.system, { ticketId, sequence: 3 });
  const raw = Buffer.from(f.outbox.at(-1)?.raw ?? []).toString();
  const header = (name: string) =>
    new RegExp(`^${name}: ((?:.|\\r\\n[ \\t])*)`, "im").exec(raw)?.[1]?.replace(/\r\n\s+/g, " ") ?? "";
  const replyTo = /<([^>]+)>/.exec(header("Reply-To"))?.[1] ?? header("Reply-To");
  return { ticketId, delivery, raw, header, replyTo };
}
