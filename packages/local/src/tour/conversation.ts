import type { Platform } from "../start.ts";
import * as api from "./api.ts";
import { answering, type letter } from "./letters.ts";
import { chapter, expect, told } from "./print.ts";
import { newest } from "./tickets.ts";

type Ticket = api.TicketRow;

/** Drops one of the letters in: a new one, or the answer to a mail. */
export type Post = (number: number, answered?: Parameters<typeof letter>[1]) => Promise<void>;
export type BySender = (name: string) => Ticket;

interface Threads {
  readonly chain: Ticket;
  readonly bySender: BySender;
  readonly post: Post;
}

/** Customers answer from the programs they have; each answer is on its ticket, without what it quotes. */
export async function customersAnswer(
  platform: Platform,
  desk: api.Caller,
  { chain, bySender, post }: Threads,
): Promise<void> {
  chapter("Customers answer");
  const first = platform.mail()[0];
  expect(first !== undefined, "nothing to answer");
  await post(2, answering(first));
  const { status, entry } = await newest(desk, chain.id);
  expect(
    status === "OPEN" && entry.type === "ticket.message_received" && !entry.text?.includes(">"),
    JSON.stringify(entry),
  );
  told("Maria answers from Gmail: on her ticket, quote cut, open again", `"${shorten(entry.text)}"`);
  const others = [
    [6, "claire", "iPhone"],
    [8, "jonas", "Thunderbird, between the lines"],
  ] as const;
  for (const [number, name, program] of others)
    await converse(platform, desk, { ticket: bySender(name), number, post, program });
  for (const [number, email, subject, program] of [
    [3, "daniel.okafor@harbour-rentals.example", "Quote for 20 city bikes", "Outlook"],
    [4, "juergen.weiss@radhaus-sued.example", "Rückfrage zu Ihrer Bestellung", "Outlook on the web, in German"],
    [9, "priya.raman@lakeside-school.example", "Helmets for the summer camp", "Gmail on Android"],
    [10, "marcus.bell@bell-couriers.example", "Your repair is ready", "Yahoo"],
  ] as const) {
    const ticket = await write(desk, email, subject);
    await converse(platform, desk, { ticket, number, post, program });
  }
}

/** The desk writes first, as after a call. */
async function write(desk: api.Caller, email: string, subject: string): Promise<Ticket> {
  const { customer } = await desk.ask<{ customer: { id: string } }>(api.UPSERT, { input: { email } });
  const input = {
    customerId: customer.id,
    subject,
    text: "As promised on the phone.",
    channel: "PHONE",
    from: "AGENT",
  };
  const { ticket } = await desk.ask<{ ticket: Ticket }>(api.OPEN, { input });
  return ticket;
}

interface Exchange {
  readonly ticket: Ticket;
  readonly number: number;
  readonly post: Post;
  readonly program: string;
}

async function converse(
  platform: Platform,
  desk: api.Caller,
  { ticket, number, post, program }: Exchange,
): Promise<void> {
  await desk.ask(api.REPLY, { input: { ticketId: ticket.id, text: "Could you tell us a little more?" } });
  await platform.settle();
  const mail = platform.mail().at(-1);
  expect(mail !== undefined, "no answer went out");
  await post(number, answering(mail));
  const { status, entry } = await newest(desk, ticket.id);
  expect(status === "OPEN" && entry.mail?.verified === true, `${program}: ${status} ${JSON.stringify(entry)}`);
  told(`an answer from ${program}`, `"${shorten(entry.text)}"`);
}

const shorten = (text: string | null): string => {
  const line = (text ?? "").split("\n")[0] ?? "";
  return line.length > 44 ? `${line.slice(0, 43)}…` : line;
};
