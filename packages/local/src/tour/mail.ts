import type { Platform } from "../start.ts";
import * as api from "./api.ts";
import * as ask from "./mailQueries.ts";
import { chapter, expect, told } from "./print.ts";
import { newest, ticketsOf } from "./tickets.ts";

const SUPPORT = "support@northwind-bikes.example";
interface Edges<T> {
  readonly edges: readonly { readonly node: T }[];
}

/** Somebody on the desk, and the mail of one customer. */
interface Scene {
  readonly platform: Platform;
  readonly desk: api.Caller;
  readonly admin: api.Caller;
}

/** Mail as a desk lives with it: acknowledged, explained, let out of quarantine, kept from who is gone. */
export async function mailWhole(platform: Platform): Promise<void> {
  chapter("Mail, whole");
  const scene = {
    platform,
    desk: new api.Caller(platform, "representative"),
    admin: new api.Caller(platform, "admin"),
  };
  const id = await acknowledged(scene);
  await machine(scene);
  await macro(scene, id);
  await explained(scene, id);
  await quarantined(scene);
  await gone(scene, id);
}

let letters = 0;
async function write(
  { platform }: Scene,
  from: string,
  { subject = "Re: it", to = SUPPORT, spam = "PASS", headers = "" },
) {
  letters += 1;
  const id = `Message-ID: <tour-${letters}@riders.example>`;
  const raw = `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\n${id}\r\n${headers}\r\nDoes it fit?\r\n`;
  await platform.receive(raw, { to: [to], from: /<(.*)>/.exec(from)?.[1] ?? from, verdicts: { spam } });
  await platform.settle();
}

async function ticketOf({ desk }: Scene, email: string): Promise<api.TicketRow> {
  const ticket = (await ticketsOf(desk)).find(({ customer }) => customer.email === email);
  expect(ticket !== undefined, `no ticket of ${email}`);
  return ticket;
}

async function acknowledged(scene: Scene): Promise<string> {
  const { platform, admin } = scene;
  const input = {
    address: SUPPORT,
    acknowledgement: { open: "builtin.acknowledgement" },
    footer: "Northwind Bikes, Pier 4",
  };
  await admin.ask(ask.ADDRESS, { input });
  const before = platform.mail().length;
  await write(scene, "Nora Vik <nora@riders.example>", { subject: "Child seat on a Quay 7" });
  const { id, number } = await ticketOf(scene, "nora@riders.example");
  const mail = platform.mail().at(-1);
  expect(platform.mail().length === before + 1 && mail !== undefined, "no acknowledgement");
  expect(/^auto-submitted: auto-replied/im.test(mail.raw) && mail.raw.includes(`[#${number}]`), mail.raw);
  told(`#${number} is acknowledged at once, as a machine says it`, "Auto-Submitted: auto-replied");
  return id;
}

async function machine(scene: Scene): Promise<void> {
  const before = scene.platform.mail().length;
  const headers = "List-Id: <offers.shop.example>\r\n";
  await write(scene, "Offers <offers@shop.example>", { subject: "Our offers", headers });
  const { id } = await ticketOf(scene, "offers@shop.example");
  const { automaticAnswers } = await scene.desk.ask<Answered>(ask.ANSWERS, { id });
  const [answer] = automaticAnswers;
  expect(answer?.reason === "LIST_ID" && scene.platform.mail().length === before, JSON.stringify(automaticAnswers));
  told(`a mailing list is not: ${answer.reason}`, answer.says ?? "");
}

interface Answered {
  readonly automaticAnswers: readonly { readonly reason: string | null; readonly says: string | null }[];
  readonly entries: Edges<{ readonly id: string }>;
}

async function macro({ platform, desk, admin }: Scene, ticketId: string): Promise<void> {
  const bodies = [
    { locale: "en", text: "Hello {{ customer.firstName }}, it fits every {{ ticket.subject }}." },
    { locale: "de", text: "Hallo {{ customer.firstName }}, er passt." },
  ];
  await admin.ask(ask.TEMPLATE, { input: { key: "fits", name: "It fits", bodies } });
  const actions = [{ tag: ["fit"] }, { resolve: true }];
  await admin.ask(ask.MACRO, { input: { key: "fits", name: "It fits", kind: "REPLY", template: "fits", actions } });
  const { rendered } = await desk.ask<Preview>(ask.PREVIEW, { ticketId });
  expect(rendered.unknown[0]?.path === "customer.frstName", JSON.stringify(rendered));
  told("a preview says which variable there is not", `${rendered.unknown[0].path}, line ${rendered.unknown[0].line}`);
  const { ticket } = await desk.ask<Applied>(ask.APPLY, { input: { ticketId, macro: "fits" } });
  await platform.settle();
  const mail = platform.mail().at(-1);
  expect(ticket.status === "RESOLVED" && ticket.tags.includes("fit"), JSON.stringify(ticket));
  expect(mail?.raw.includes("Hello Nora") === true, mail?.raw ?? "no mail");
  told("a macro answers, tags and resolves in one step", `"Hello Nora, ...", ${ticket.status}`);
}

interface Preview {
  readonly rendered: { readonly unknown: readonly { readonly path: string; readonly line: number }[] };
}
interface Applied {
  readonly ticket: { readonly status: string; readonly tags: readonly string[] };
}

async function explained(scene: Scene, id: string): Promise<void> {
  const raw =
    scene.platform
      .mail()
      .at(-1)
      ?.raw.replace(/\r\n[ \t]+/g, " ") ?? "";
  const to = /^Reply-To: .*<(.+)>/im.exec(raw)?.[1] ?? "";
  await write(scene, "Nora Vik <nora@riders.example>", { to });
  const { status } = await newest(scene.desk, id);
  const { entries } = await scene.desk.ask<Answered>(ask.ANSWERS, { id });
  const found = await scene.desk.ask<Diagnosis>(ask.DIAGNOSIS, { id: entries.edges[0]?.node.id });
  expect(status === "OPEN" && found.matchedBy === "TOKEN", JSON.stringify(found));
  told("why her answer is on her ticket", found.steps.map(({ says }) => says).join(" "));
}

interface Diagnosis {
  readonly matchedBy: string;
  readonly steps: readonly { readonly says: string }[];
}

async function quarantined(scene: Scene): Promise<void> {
  const { platform } = scene;
  const lead = new api.Caller(platform, "lead");
  await write(scene, "Otto <otto@riders.example>", { subject: "FREE bikes?", spam: "FAIL" });
  const { edges } = await lead.ask<Edges<{ id: string; reason: string }>>(ask.QUARANTINE);
  const [mail] = edges.map(({ node }) => node);
  expect(mail !== undefined, "nothing is in quarantine");
  const { inboundMail } = await lead.ask<{ inboundMail: { outcome: string } }>(ask.RELEASE, {
    input: { inboundMailId: mail.id },
  });
  await platform.settle();
  const { number } = await ticketOf(scene, "otto@riders.example");
  told("what SES took for spam is kept, and let out by a person", `${inboundMail.outcome} #${number}`);
}

async function gone(scene: Scene, id: string): Promise<void> {
  const { platform, desk, admin } = scene;
  const last = async () =>
    (await desk.ask<{ deliveries: Edges<Sent> }>(ask.DELIVERIES, { id })).deliveries.edges[0]?.node;
  const mail = platform.mail().findLast(({ to }) => to.includes("nora@riders.example"));
  const report = { method: "POST", body: JSON.stringify({ kind: "bounce" }) };
  await fetch(`${platform.urls.mail}/${mail?.id}/feedback`, report);
  await platform.settle();
  await platform.advance("PT1S");
  await desk.ask(api.REPLY, { input: { ticketId: id, text: "Did you get it?" } });
  await platform.settle();
  expect((await last())?.status === "FAILED", JSON.stringify(await last()));
  const { edges } = await admin.ask<Edges<{ id: string; address: string; reason: string }>>(ask.SUPPRESSED);
  const suppressed = edges.map(({ node }) => node).find(({ address }) => address === "nora@riders.example");
  expect(suppressed?.reason === "BOUNCE", JSON.stringify(edges));
  told("her mailbox is gone: nothing more is sent there, and the answer says so", suppressed.reason);
  await platform.advance("PT1S");
  await admin.ask(ask.LIFT, { input: { suppressionId: suppressed.id, reason: "She called: it was full." } });
  await desk.ask(api.REPLY, { input: { ticketId: id, text: "Now you should." } });
  await platform.settle();
  const sent = (await last())?.status ?? "";
  expect(sent === "SENT" || sent === "DELIVERED", sent);
  told("lifted with a reason, that stays on record: mail goes out again", sent);
}

interface Sent {
  readonly status: string;
  readonly recipients: readonly { readonly address: string; readonly status: string }[];
}
