import * as Mail from "@switchboard/core/mail";
import type { Platform } from "../start.ts";
import * as api from "./api.ts";
import { type BySender, customersAnswer, type Post } from "./conversation.ts";
import { answering, letter } from "./letters.ts";
import { mailWhole } from "./mail.ts";
import { merging } from "./merging.ts";
import { outage } from "./outage.ts";
import { people } from "./people.ts";
import { chapter, expect, told } from "./print.ts";
import { newest, ticketsOf } from "./tickets.ts";
import { work } from "./work.ts";

type Ticket = api.TicketRow;

/** The whole first story, told as it happens: every line is a check that held. */
export async function story(platform: Platform): Promise<void> {
  const desk = new api.Caller(platform, "representative");
  const post = async (number: number, answered?: Parameters<typeof letter>[1]) => {
    const { raw, from, to } = letter(number, answered);
    await platform.receive(raw, { to: [to], from });
    await platform.settle();
  };
  const bySender = await mailsArrive(platform, desk, post);
  const chain = bySender("maria.lindqvist");
  await deskAnswers(platform, desk, chain);
  await customersAnswer(platform, desk, { chain, bySender, post });
  await strangeMail(platform, desk, post);
  await merging(desk, await ticketsOf(desk));
  await outage(platform, desk);
  await mailWhole(platform);
  await work(platform);
  await people(platform);
  await theEnd(platform, desk, chain);
}

async function mailsArrive(platform: Platform, desk: api.Caller, post: Post): Promise<BySender> {
  chapter("Mail comes in");
  for (const number of [1, 5, 7, 11, 12, 15]) await post(number);
  const tickets = await ticketsOf(desk);
  expect(tickets.length === 6, `six mails made ${tickets.length} tickets`);
  told("six customers write: Gmail, Apple Mail, Thunderbird, Becky!, a form", `${tickets.length} tickets`);
  const bySender: BySender = (name) => {
    const ticket = tickets.find(({ customer }) => customer.email.startsWith(name));
    expect(ticket !== undefined, `no ticket of ${name}`);
    return ticket;
  };
  const hanako = bySender("hanako");
  expect(hanako.subject.includes("ブレーキ"), `the Japanese subject reads ${hanako.subject}`);
  told("Hanako's ISO-2022-JP subject is read", hanako.subject);
  const claire = tickets.filter(({ customer }) => customer.email.startsWith("claire"));
  const invoices = await Promise.all(claire.map(({ id }) => newest(desk, id)));
  const file = invoices.flatMap(({ entries }) => entries).flatMap(({ attachments }) => attachments)[0];
  expect(file !== undefined, "the invoice is missing");
  told("Claire's invoice came with it; her two mails are one customer", file.name);
  await post(1);
  expect((await ticketsOf(desk)).length === 6, "the copy became a ticket");
  told("Maria's mail arrives a second time by another way", "known: no second ticket");
  expect(platform.mail().length === 0, "mail went out already");
  return bySender;
}

async function deskAnswers(platform: Platform, desk: api.Caller, chain: Ticket): Promise<void> {
  chapter("The desk works on it, over GraphQL");
  const me = await desk.ask<{ agent: { id: string; name: string } }>("{ viewer { agent { id name } } }");
  await desk.ask(api.ASSIGN, { input: { ticketId: chain.id, assigneeId: me.agent.id, idempotencyKey: "tour-assign" } });
  const work = await desk.ask<{ edges: readonly unknown[] }>("{ myWork { edges { node { id } } } }");
  expect(work.edges.length === 1, "the ticket is not in my work");
  told(`${me.agent.name} takes #${chain.number} "${chain.subject}"`, "in her work list");
  await desk.ask(api.NOTE, { input: { ticketId: chain.id, text: "Third chain this month; ask the workshop." } });
  const input = { ticketId: chain.id, text: "Which gear does it slip in?", idempotencyKey: "tour-reply" };
  await desk.ask(api.REPLY, { input });
  await desk.ask(api.REPLY, { input });
  await platform.settle();
  const [mail, ...more] = platform.mail();
  expect(mail !== undefined && more.length === 0, `${more.length + 1} mails went out`);
  told("a note stays inside; the answer, sent twice by mistake, goes out once", `to ${mail.to[0]}`);
  const { replyTo, references } = answering(mail);
  expect(replyTo.includes("+") && references.includes("t."), "the answer does not thread");
  told("it carries a signed way back", `${replyTo.slice(0, 26)}…`);
}

async function strangeMail(platform: Platform, desk: api.Caller, post: Post): Promise<void> {
  chapter("Mail that is no answer");
  const daniel = (await ticketsOf(desk)).find(({ customer }) => customer.email.startsWith("daniel"));
  expect(daniel !== undefined, "no ticket of Daniel");
  await desk.ask(api.REPLY, { input: { ticketId: daniel.id, text: "Your 20 city bikes are on their way." } });
  await platform.settle();
  const sent = platform.mail().length;
  await post(13, answering(platform.mail().at(-1) as never));
  const { status, entry } = await newest(desk, daniel.id);
  expect(status === "WAITING_ON_CUSTOMER" && entry.mail?.automatic === true, `${status} ${JSON.stringify(entry.mail)}`);
  expect(platform.mail().length === sent, "a machine was answered");
  told("an absence note: kept, moves nothing, and no machine answers a machine", status);
  await post(14, answering(platform.mail().at(-1) as never));
  const ctx = platform.desk.as({ kind: "system", workspaceId: platform.workspace, name: "tour" });
  const deliveries = (await Mail.deliveries(ctx, daniel.id)).edges.map(({ node }) => node.status);
  expect(deliveries.filter((one) => one === "BOUNCED").length === 1, `the deliveries are ${deliveries.join()}`);
  told("a bounce: noted on the message it is about, opens nothing", "BOUNCED");
}

async function theEnd(platform: Platform, desk: api.Caller, chain: Ticket): Promise<void> {
  chapter("The end of it");
  await desk.ask(api.REPLY, {
    input: { ticketId: chain.id, text: "A new cassette is in the mail.", status: "RESOLVED" },
  });
  await platform.settle();
  await platform.advance("P4DT1M");
  await platform.settle();
  const { status, chain: report } = await desk.ask<{ status: string; chain: { valid: boolean; length: number } }>(
    api.CHAIN,
    { id: chain.id },
  );
  expect(status === "CLOSED", `after four days it is ${status}`);
  told(`#${chain.number} is resolved, and four days later closes by itself`, status);
  expect(report.valid, "the chain is broken");
  told("its history is what was written", `${report.length} entries, chain verified`);
  expect(platform.deadLetters().length === 0, `${platform.deadLetters().length} dead letters`);
  told("nothing was lost on the way", `${platform.mail().length} mails out, 0 dead letters`);
}
