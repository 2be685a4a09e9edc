import * as Mail from "../../src/mail/index.ts";
import { type Fixture, SUPPORT } from "./desk.ts";

let receipts = 0;

export const PASS: Mail.Verdicts = { spf: "PASS", dkim: "PASS", dmarc: "PASS", spam: "PASS", virus: "PASS" };

/** A raw message with just the headers given. */
export function rawMail(headers: Readonly<Record<string, string>>, body = "It slips on every climb."): Uint8Array {
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
  readonly raw?: Uint8Array;
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
