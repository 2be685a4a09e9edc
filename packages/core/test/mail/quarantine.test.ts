import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Audit from "../../src/audit/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, everyRow, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { type Arrival, answered, arrivalOf, inboundMail, rawMail } from "../support/mail.ts";

useEngine();

const SPAM = { spam: "FAIL" } as const;
const release = (f: Fixture, inboundId: string, more: Partial<Mail.ReleaseInput> = {}) =>
  Mail.release(f.admin, { inboundId, ...more });

async function quarantined(arrival: Arrival = {}) {
  const f = await makeDesk();
  const { mail } = await inboundMail(f, { ...arrival, verdicts: { ...SPAM, ...arrival.verdicts } });
  expect(mail.outcome).toBe("QUARANTINED");
  return { f, mail };
}

describe("a mail that is let out of quarantine", () => {
  test("opens the ticket it would have opened, with its words, files and original", async () => {
    const { f, mail } = await quarantined();
    const out = await release(f, mail.id);
    expect(out).toMatchObject({ id: mail.id, outcome: "TICKET", why: "NOTHING_NAMED", verdicts: SPAM, version: 2 });
    const ticketId = out.ticketId ?? "";
    expect(await Ticket.get(f.agent, ticketId)).toMatchObject({ subject: "Chain slips", status: "NEW" });
    const [entry] = (await Ticket.entries(f.agent, ticketId)).edges;
    expect(entry?.node).toMatchObject({
      words: { text: "It slips on every climb.", rawFile: out.rawFile },
      mail: { receiptId: mail.id, verified: true },
    });
    // The one in quarantine went: what is erased on the ticket lies nowhere else.
    expect(f.blobs.files.size).toBe(1);
    expect((await Mail.mailDiagnosis(f.agent, entry?.node.id ?? "")).releasedAt).toBe(f.clock.now());
  });

  test("finds the ticket whose reply address its envelope named", async () => {
    const f = await makeDesk();
    const { ticketId, replyTo } = await answered(f);
    const { mail } = await inboundMail(f, { recipients: [replyTo], verdicts: SPAM });
    expect(await release(f, mail.id)).toMatchObject({ outcome: "ENTRY", matchedBy: "TOKEN", ticketId });
    expect((await Ticket.get(f.agent, ticketId)).status).toBe("OPEN");
  });

  test.each<[string, Arrival, Partial<Mail.InboundMail>]>([
    ["forged", { verdicts: { dmarc: "FAIL" } }, { outcome: "TICKET" }],
    ["from this desk", { headers: { From: "support@northwind.example" } }, { outcome: "LOOP", why: "OWN_ADDRESS" }],
    ["from nobody", { headers: { From: "" }, envelopeFrom: "" }, { outcome: "NO_SENDER" }],
  ])("is still %s", async (_, arrival, expected) => {
    const { f, mail } = await quarantined(arrival);
    const out = await release(f, mail.id);
    expect(out).toMatchObject(expected);
    if (out.ticketId === undefined) return;
    expect((await Ticket.entries(f.agent, out.ticketId)).edges[0]?.node.mail?.verified).toBe(false);
  });

  test("is still a copy of what came in meanwhile, and keeps its original", async () => {
    const f = await makeDesk();
    const raw = rawMail({ "Message-ID": "<twice@example.com>" });
    const { mail } = await inboundMail(f, { raw, verdicts: SPAM });
    const { ticketId } = await inboundMail(f, { raw });
    expect(await release(f, mail.id)).toMatchObject({ outcome: "DUPLICATE", ticketId, rawFile: mail.rawFile });
  });

  test("goes its way once: again, five times at once, with a key and without", async () => {
    const { f, mail } = await quarantined();
    const keyed = { idempotencyKey: "once" };
    const all = await Promise.all(Array.from({ length: 5 }, (_, i) => release(f, mail.id, i % 2 ? keyed : {})));
    const later = await release(f, mail.id, keyed);
    expect(new Set([...all, later].map(({ ticketId }) => ticketId)).size).toBe(1);
    expect((await Ticket.listOfCustomer(f.agent, f.customerId)).edges).toHaveLength(1);
  });

  test("is on record with who let it out; the ticket is the platform's, on their behalf", async () => {
    const { f, mail } = await quarantined();
    const { ticketId = "" } = await release(f, mail.id);
    const { edges } = await Audit.read(f.admin, { from: 0, to: f.clock.now(), aggregateId: mail.id }, { first: 50 });
    const out = edges.find(({ node }) => node.type === "mail.released")?.node;
    expect(out).toMatchObject({ actor: { kind: "system" }, onBehalfOf: { kind: "agent" } });
    expect((await Ticket.entries(f.agent, ticketId)).edges[0]?.node.actor.kind).toBe("system");
  });

  test("with a virus in it only where that is said", async () => {
    const { f, mail } = await quarantined({ verdicts: { virus: "FAIL" } });
    expect(mail.why).toBe("VIRUS");
    await expect(release(f, mail.id)).rejects.toMatchObject({
      code: "VALIDATION",
      issues: [{ path: ["despiteVirus"] }],
    });
    expect(await release(f, mail.id, { despiteVirus: true })).toMatchObject({ outcome: "TICKET" });
  });

  test("must be in quarantine", async () => {
    const f = await makeDesk();
    const { mail } = await inboundMail(f);
    expect(await codeOf(release(f, mail.id))).toBe("VALIDATION");
  });

  test("forgets with the ticket that it became: no row names its sender or subject any more", async () => {
    const { f, mail } = await quarantined({
      headers: { From: "Kim <kim.secret@example.com>", Subject: "Unspeakable" },
      envelopeFrom: "kim.secret@example.com",
    });
    const { ticketId = "" } = await release(f, mail.id);
    const { edges } = await Ticket.entries(f.admin, ticketId);
    await Ticket.redact(f.admin, { ticketId, entryId: edges.at(-1)?.node.id ?? "", reason: "asked to" });
    await Ticket.redact(f.admin, { ticketId, entryId: edges[0]?.node.id ?? "", reason: "asked to" });
    const redacted = (await Ticket.audit(f.admin, ticketId)).edges.filter(
      ({ node }) => node.type === "ticket.redacted",
    );
    expect(redacted).not.toHaveLength(0);
    for (let sequence = 1; sequence <= 6; sequence++) await Mail.forget(f.system, { ticketId, sequence });
    const own = (await everyRow()).filter((row) => String(row["pk"]).includes(mail.id));
    expect(JSON.stringify(own)).not.toMatch(/kim\.secret|Unspeakable/);
  });
});

test("a lead lets mails out; who answers alone does not", async () => {
  const { f, mail } = await quarantined();
  const as = async (role: "team_lead" | "representative", email: string) => {
    const made = await Agent.create(f.admin, { name: role, email, roles: [role] });
    return f.as({ kind: "agent", workspaceId: "main", agentId: made.object.id });
  };
  expect(await codeOf(Mail.release(await as("representative", "r@x.example"), { inboundId: mail.id }))).toBe(
    "FORBIDDEN",
  );
  expect((await Mail.release(await as("team_lead", "l@x.example"), { inboundId: mail.id })).outcome).toBe("TICKET");
});

test("what lies in quarantine is listed by itself, and is gone from there once it is let out", async () => {
  const f = await makeDesk();
  await inboundMail(f);
  const { mail } = await inboundMail(f, { verdicts: SPAM });
  const listed = async (outcome: Mail.Outcome) =>
    (await Mail.listInbound(f.agent, {}, { outcome })).edges.map(({ node }) => node.id);
  expect(await listed("QUARANTINED")).toEqual([mail.id]);
  expect(await listed("TICKET")).toHaveLength(1);
  await release(f, mail.id);
  expect(await listed("QUARANTINED")).toEqual([]);
  expect(await listed("TICKET")).toHaveLength(2);
  expect((await Mail.listInbound(f.agent)).edges).toHaveLength(2);
});

describe("a mail as it came", () => {
  test("is downloaded by whoever may, and that is on record", async () => {
    const { f, mail } = await quarantined();
    const { url } = await Mail.source(f.admin, { inboundId: mail.id });
    expect(url).toMatch(/\S/);
    const { edges } = await Audit.read(f.admin, { from: 0, to: f.clock.now(), aggregateId: mail.id }, { first: 10 });
    expect(edges.at(-1)?.node).toMatchObject({ type: "mail.source_requested", actor: { kind: "agent" } });
    expect(await codeOf(Mail.source(f.agent, { inboundId: mail.id }))).toBe("FORBIDDEN");
  });

  test("is there no more once its words were blanked", async () => {
    const f = await makeDesk();
    const { mail, ticketId } = await inboundMail(f);
    const [entry] = (await Ticket.entries(f.admin, ticketId)).edges;
    expect(await codeOf(Mail.source(f.admin, { inboundId: mail.id }))).toBe("done");
    await Ticket.redact(f.admin, { ticketId, entryId: entry?.node.id ?? "", reason: "asked to" });
    expect(await codeOf(Mail.source(f.admin, { inboundId: mail.id }))).toBe("NOT_FOUND");
  });

  test("is out of sight with the ticket that was deleted, but for whoever may delete", async () => {
    const f = await makeDesk();
    const { mail, ticketId } = await inboundMail(f);
    const made = await Agent.create(f.admin, { name: "T", email: "t@x.example", roles: ["technical_specialist"] });
    const specialist = f.as({ kind: "agent", workspaceId: "main", agentId: made.object.id });
    expect(await codeOf(Mail.source(specialist, { inboundId: mail.id }))).toBe("done");
    await Ticket.remove(f.admin, { ticketId });
    expect(await codeOf(Mail.source(specialist, { inboundId: mail.id }))).toBe("NOT_FOUND");
    expect(await codeOf(Mail.source(f.admin, { inboundId: mail.id }))).toBe("done");
  });
});

test("a receipt that comes again after its mail was let out changes nothing", async () => {
  const f = await makeDesk();
  const arrival = arrivalOf({ verdicts: SPAM });
  const { id } = await Mail.receive(f.system, arrival);
  const out = await release(f, id);
  expect(await Mail.receive(f.system, arrival)).toMatchObject({ outcome: "TICKET", ticketId: out.ticketId });
  expect((await Ticket.listOfCustomer(f.agent, f.customerId)).edges).toHaveLength(1);
});
