import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Attachment from "../../src/attachment/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { DAY, isRefusal } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, everyRow, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const UNKNOWN = "tkt_01m80gww74pdxk4mhgbfq0cs4k";

type Attempt = (f: Fixture, ticketId: string) => Promise<unknown>;
type Refusal = { code: string; path?: readonly (string | number)[]; says?: RegExp };

const BAD: readonly [string, Attempt, Refusal][] = [
  [
    "an id of another kind",
    (f) => Ticket.close(f.agent, { ticketId: f.customerId }),
    { code: "BAD_USER_INPUT", path: ["ticketId"], says: /tkt_/ },
  ],
  [
    "an id that is none",
    (f) => Ticket.close(f.agent, { ticketId: "'; DROP TABLE" }),
    { code: "BAD_USER_INPUT", path: ["ticketId"] },
  ],
  ["an unknown ticket", (f) => Ticket.close(f.agent, { ticketId: UNKNOWN }), { code: "NOT_FOUND", path: ["ticketId"] }],
  [
    "an unknown assignee",
    (f, ticketId) => Ticket.assign(f.agent, { ticketId, assigneeId: UNKNOWN.replace("tkt", "agt") }),
    { code: "NOT_FOUND", path: ["assigneeId"] },
  ],
  [
    "an unknown customer",
    (f) => Ticket.open(f.agent, { customerId: UNKNOWN.replace("tkt", "cus"), subject: "S", text: "T" }),
    { code: "NOT_FOUND", path: ["customerId"] },
  ],
  [
    "a subject of 501 characters",
    (f, ticketId) => Ticket.changeSubject(f.agent, { ticketId, subject: "s".repeat(501) }),
    { code: "VALIDATION", path: ["subject"], says: /500/ },
  ],
  [
    "a subject of nothing",
    (f, ticketId) => Ticket.changeSubject(f.agent, { ticketId, subject: "" }),
    { code: "VALIDATION", path: ["subject"] },
  ],
  [
    "a text of 64 KB and one byte",
    (f, ticketId) => Ticket.note(f.agent, { ticketId, text: "t".repeat(65_537) }),
    { code: "VALIDATION", path: ["text"], says: /64 KB/ },
  ],
  [
    "a text of nothing but space",
    (f, ticketId) => Ticket.note(f.agent, { ticketId, text: " \n" }),
    { code: "VALIDATION", path: ["text"] },
  ],
  [
    "51 tags at once",
    (f, ticketId) => Ticket.tag(f.agent, { ticketId, tags: Array.from({ length: 51 }, (_, i) => `t${i}`) }),
    { code: "VALIDATION", path: ["tags"], says: /50/ },
  ],
  ["no tag", (f, ticketId) => Ticket.tag(f.agent, { ticketId, tags: [] }), { code: "VALIDATION", path: ["tags"] }],
  [
    "a snooze into the past",
    (f, ticketId) => Ticket.snooze(f.agent, { ticketId, until: f.clock.now() }),
    { code: "VALIDATION", path: ["until"] },
  ],
  [
    "a snooze beyond a year",
    (f, ticketId) => Ticket.snooze(f.agent, { ticketId, until: f.clock.now() + 400 * DAY }),
    { code: "VALIDATION", path: ["until"] },
  ],
  [
    "an idempotency key of 256 characters",
    (f, ticketId) => Ticket.note(f.agent, { ticketId, text: "x", idempotencyKey: "k".repeat(256) }),
    { code: "VALIDATION", path: ["idempotencyKey"], says: /255/ },
  ],
  [
    "an address that is none",
    (f) => Customer.upsert(f.agent, { email: "eve at example" }),
    { code: "VALIDATION", path: ["email"] },
  ],
  [
    "an address with a second header",
    (f) => Customer.upsert(f.agent, { email: "eve@example.com\r\nBcc: x@y.z" }),
    { code: "VALIDATION", path: ["email"] },
  ],
  [
    "an agent who is there already",
    (f) => Agent.create(f.admin, { name: "A", email: "ADA@northwind.example", roles: ["trainer"] }),
    { code: "ALREADY_EXISTS", path: ["email"] },
  ],
  [
    "an agent without a role",
    (f) => Agent.create(f.admin, { name: "A", email: "n@northwind.example", roles: [] }),
    { code: "VALIDATION", path: ["roles"] },
  ],
  [
    "suspending oneself",
    (f) => Agent.suspend(f.admin, { agentId: idOf(f) }),
    { code: "VALIDATION", path: ["agentId"] },
  ],
  [
    "a file that browsers run",
    (f) => Attachment.requestUpload(f.agent, { name: "x.svg", contentType: "image/svg+xml", size: 1 }),
    { code: "VALIDATION", path: ["contentType"] },
  ],
  [
    "a file over 25 MB",
    (f) => Attachment.requestUpload(f.agent, { name: "x.zip", contentType: "application/zip", size: 26_214_401 }),
    { code: "VALIDATION", path: ["size"], says: /25 MB/ },
  ],
  ["a file nobody uploaded", notUploaded, { code: "VALIDATION", path: ["attachmentIds", 0], says: /Upload/ }],
  ["somebody else's file", foreignFile, { code: "NOT_FOUND", path: ["attachmentIds", 0] }],
  [
    "removing an address that is none of ours",
    (f) => Workspace.removeAddress(f.admin, { address: "x@y.example" }),
    { code: "VALIDATION", path: ["address"] },
  ],
  [
    "a list filtered by what is no status",
    (f) => Ticket.listByActivity(f.agent, { status: ["LOST" as "NEW"] }),
    { code: "VALIDATION", path: ["status", 0] },
  ],
  ["something that is no object", (f) => Ticket.open(f.agent, null as never), { code: "VALIDATION", path: [] }],
];

const idOf = (f: Fixture): string => (f.admin.actor.kind === "agent" ? f.admin.actor.agentId : "");

async function notUploaded(f: Fixture, ticketId: string): Promise<unknown> {
  const { attachmentId } = await Attachment.requestUpload(f.agent, {
    name: "a.png",
    contentType: "image/png",
    size: 3,
  });
  return Ticket.reply(f.agent, { ticketId, text: "R", attachmentIds: [attachmentId] });
}

async function foreignFile(f: Fixture, ticketId: string): Promise<unknown> {
  const { attachmentId } = await Attachment.requestUpload(f.customer, {
    name: "a.png",
    contentType: "image/png",
    size: 3,
  });
  return Ticket.reply(f.agent, { ticketId, text: "R", attachmentIds: [attachmentId] });
}

describe("bad input is refused with a code, a path and words that say what to do, and writes nothing", () => {
  test.each(BAD)("%s", async (_, attempt, refusal) => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const before = (await stateOf()).length;
    const error = await attempt(f, id).then(
      () => null,
      (e: unknown) => e,
    );
    if (!isRefusal(error)) throw error;
    expect(error.code).toBe(refusal.code);
    expect(error.issues[0]?.path).toEqual(refusal.path);
    expect(error.issues[0]?.message).toMatch(refusal.says ?? /[a-z].*[.]$/);
    expect((await stateOf()).length).toBe(before);
  });

  /** All rows but announced uploads, which are swept. */
  const stateOf = async () => (await everyRow()).filter((row) => !JSON.stringify(row["pk"]).includes("#file#"));
});

test("the fifty-first tag is one too many, and names the limit", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket({ tags: Array.from({ length: 50 }, (_, i) => `t${i}`) });
  await expect(Ticket.tag(f.agent, { ticketId: id, tags: ["one more"] })).rejects.toMatchObject({
    code: "LIMIT",
    details: { limit: 50 },
  });
  expect(await codeOf(Ticket.tag(f.agent, { ticketId: id, tags: ["t1", "T2 "] }))).toBe("done");
});

test("all wrong values are named at once", async () => {
  const f = await makeDesk();
  const error = await Ticket.open(f.agent, {
    customerId: f.customerId,
    subject: "",
    text: "",
    kind: "WISH" as "TASK",
  }).catch((e: unknown) => e);
  expect(isRefusal(error) && error.issues.map(({ path }) => path[0])).toEqual(["subject", "text", "kind"]);
});

test("lone surrogates and control characters are stored as well-formed text and read back the same", async () => {
  const f = await makeDesk();
  const { object } = await Ticket.open(f.agent, {
    customerId: f.customerId,
    subject: "a\ud800b",
    text: "c\udfffd \u0000 \u202e ok",
    tags: ["t\ud800"],
  });
  expect(object).toMatchObject({ subject: "a\ufffdb", tags: ["t\ufffd"] });
  const [entry] = (await Ticket.entries(f.agent, object.id)).edges;
  expect(entry?.node.words?.text).toBe("c\ufffdd \u0000 \u202e ok");
  expect((await Ticket.verify(f.agent, object.id)).valid).toBe(true);
});

test("a message longer than a row lies outside and reads back whole", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  const text = "Käse ".repeat(10_000);
  await Ticket.reply(f.agent, { ticketId: id, text });
  const [entry] = (await Ticket.entries(f.agent, id)).edges;
  expect(entry?.node.words?.text.length).toBe(500);
  if (!entry?.node.words) throw new Error("no words");
  expect(await Ticket.entryText(f.agent, entry.node.words)).toBe(text);
});
