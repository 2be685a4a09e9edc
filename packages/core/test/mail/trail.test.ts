import { beforeAll, describe, expect, test } from "vitest";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { type Arrival, answered, inboundMail } from "../support/mail.ts";

useEngine();

type Answered = Awaited<ReturnType<typeof answered>>;

const MALLORY = { From: "Mallory <mallory@evil.example>" };
const byMallory = (headers: Record<string, string>): Arrival => ({
  headers: { ...MALLORY, ...headers },
  envelopeFrom: "mallory@evil.example",
});
const root = (a: Answered) => a.header("References").split(" ")[0] ?? "";

/** `RULE FOUND` of every step. */
const steps = ({ trail }: Mail.InboundMail) => trail?.map(({ rule, found }) => `${rule} ${found}`);

describe("which rules were tried, and what each found, is kept", () => {
  let f: Fixture;
  beforeAll(async () => {
    f = await makeDesk();
  });

  const ABSENT = ["TOKEN ABSENT", "REFERENCES ABSENT", "SUBJECT ABSENT"];

  test.each<[string, (a: Answered) => Arrival, Mail.Why, readonly string[]]>([
    ["nothing named", () => ({}), "NOTHING_NAMED", ABSENT],
    ["a reply address", (a) => ({ headers: { To: a.replyTo } }), "MATCHED", ["TOKEN OWNER"]],
    ["a stranger's", (a) => byMallory({ To: a.replyTo }), "MATCHED", ["TOKEN STRANGER"]],
    [
      "one that nobody signed",
      () => ({ headers: { To: `support+${"0".repeat(36)}@northwind.example` } }),
      "NOTHING_NAMED",
      ["TOKEN NOT_OURS", "REFERENCES ABSENT", "SUBJECT ABSENT"],
    ],
    ["references", (a) => ({ headers: { References: root(a) } }), "MATCHED", ["TOKEN ABSENT", "REFERENCES OWNER"]],
    [
      "a stranger's references",
      (a) => byMallory({ References: root(a) }),
      "NO_PART_IN_IT",
      ["TOKEN ABSENT", "REFERENCES STRANGER", "SUBJECT ABSENT"],
    ],
    [
      "references to nothing of ours",
      () => ({ headers: { "In-Reply-To": "<else@example.com>" } }),
      "NOTHING_NAMED",
      ["TOKEN ABSENT", "REFERENCES NOT_OURS", "SUBJECT ABSENT"],
    ],
    [
      "the number in the subject",
      (a) => ({ headers: { Subject: a.header("Subject") } }),
      "MATCHED",
      ["TOKEN ABSENT", "REFERENCES ABSENT", "SUBJECT OWNER"],
    ],
    [
      "the number in a stranger's subject",
      (a) => byMallory({ Subject: a.header("Subject") }),
      "NOTHING_NAMED",
      ["TOKEN ABSENT", "REFERENCES ABSENT", "SUBJECT STRANGER"],
    ],
    [
      "a number there is not",
      () => ({ headers: { Subject: "[#999999999999]" } }),
      "NOTHING_NAMED",
      ["TOKEN ABSENT", "REFERENCES ABSENT", "SUBJECT NOT_OURS"],
    ],
    [
      "a forged sender",
      (a) => ({ headers: { To: a.replyTo }, verdicts: { dmarc: "FAIL" } }),
      "FORGED",
      ["TOKEN OWNER"],
    ],
  ])("%s", async (_, arrival, why, expected) => {
    const { mail } = await inboundMail(f, arrival(await answered(f)));
    expect(mail.why).toBe(why);
    expect(steps(mail)).toEqual(expected);
  });

  test("a ticket that was deleted is found, and nobody's to write to", async () => {
    const f = await makeDesk();
    const { ticketId, replyTo } = await answered(f);
    await Ticket.remove(f.admin, { ticketId });
    const { mail } = await inboundMail(f, { headers: { To: replyTo } });
    expect(mail).toMatchObject({ outcome: "TICKET", trail: [{ rule: "TOKEN", found: "GONE", ticketId }, {}, {}] });
  });

  test("who gets copies takes part: their references hold, and what they say is not the customer's word", async () => {
    const f = await makeDesk();
    const first = await answered(f);
    await Ticket.addCc(f.agent, { ticketId: first.ticketId, address: "boss@example.com" });
    const next = await inboundMail(f, { headers: { From: "BOSS@example.com", References: root(first) } });
    expect(next).toMatchObject({ ticketId: first.ticketId, mail: { matchedBy: "REFERENCES" } });
    expect(steps(next.mail)).toEqual(["TOKEN ABSENT", "REFERENCES COPIED"]);
    expect((await Ticket.entries(f.agent, first.ticketId)).edges[0]?.node.mail?.verified).toBe(false);
  });
});

describe("a ticket that a mail could not be added to, and the one it opened instead,", () => {
  const relates = async (f: Fixture, ticketId: string) =>
    (await Ticket.links(f.agent, ticketId)).map(({ kind, ticketId: other }) => [kind, other]);

  test.each<[string, (a: Answered) => Arrival]>([
    ["as a stranger refers to it", (a) => byMallory({ "In-Reply-To": root(a) })],
    ["as its sender failed DMARC", (a) => ({ headers: { To: a.replyTo }, verdicts: { dmarc: "FAIL" } })],
  ])("%s, relate", async (_, arrival) => {
    const f = await makeDesk();
    const first = await answered(f);
    const before = await Ticket.get(f.agent, first.ticketId);
    const next = await inboundMail(f, arrival(first));
    expect(next.mail.outcome).toBe("TICKET");
    expect(await relates(f, next.ticketId)).toEqual([["RELATES", first.ticketId]]);
    expect(await relates(f, first.ticketId)).toEqual([["RELATES", next.ticketId]]);
    expect(await Ticket.get(f.agent, first.ticketId)).toMatchObject({ status: before.status, linkCount: 1 });
  });

  test("as a number is easily guessed, do not", async () => {
    const f = await makeDesk();
    const first = await answered(f);
    const next = await inboundMail(f, byMallory({ Subject: first.header("Subject") }));
    expect(await relates(f, next.ticketId)).toEqual([]);
  });

  test("relate when two come at once, each with the same", async () => {
    const f = await makeDesk();
    const first = await answered(f);
    const two = await Promise.all([1, 2].map(() => inboundMail(f, byMallory({ References: root(first) }))));
    const others = (await relates(f, first.ticketId)).map(([, other]) => other).sort();
    expect(others).toEqual(two.map(({ ticketId }) => ticketId).sort());
  });
});

describe("a mail", () => {
  let f: Fixture;
  beforeAll(async () => {
    f = await makeDesk();
  });

  test.each<[string, Record<string, string>, readonly Mail.Sign[]]>([
    ["nothing", {}, []],
    ["Auto-Submitted: no", { "Auto-Submitted": "no" }, []],
    ["Auto-Submitted: auto-replied", { "Auto-Submitted": "auto-replied" }, ["AUTO_SUBMITTED"]],
    ["Precedence: bulk", { Precedence: "bulk" }, ["PRECEDENCE"]],
    ["Precedence: normal", { Precedence: "normal" }, []],
    ["a list", { "List-Id": "<news.example.com>", Precedence: "list" }, ["PRECEDENCE", "LIST_ID"]],
    ["X-Auto-Response-Suppress: All", { "X-Auto-Response-Suppress": "All" }, ["RESPONSE_SUPPRESS"]],
    ["X-Auto-Response-Suppress: None", { "X-Auto-Response-Suppress": "None" }, []],
    ["Return-Path: <>", { "Return-Path": "<>" }, ["NULL_RETURN_PATH"]],
    ["a subject of an absence note", { Subject: "Out of office: back on Monday" }, ["OTHER"]],
  ])("with %s is a machine's by exactly that", async (_, headers, signs) => {
    const { mail, ticketId } = await inboundMail(f, { headers });
    expect(mail.signs).toEqual(signs);
    expect((await Ticket.entries(f.agent, ticketId)).edges[0]?.node.mail?.automatic).toBe(signs.length > 0);
  });
});

test("the null path counts from the envelope too: what nobody wants an answer to moves nothing", async () => {
  const f = await makeDesk();
  const { ticketId, replyTo } = await answered(f);
  const { mail } = await inboundMail(f, { headers: { To: replyTo }, envelopeFrom: "" });
  expect(mail.signs).toEqual(["NULL_RETURN_PATH"]);
  expect((await Ticket.get(f.agent, ticketId)).status).toBe("WAITING_ON_CUSTOMER");
});

describe("a diagnosis", () => {
  test("says in codes and sentences how a mail came to be an entry", async () => {
    const f = await makeDesk();
    const { ticketId, replyTo } = await answered(f);
    const arrival = { headers: { To: replyTo, Precedence: "bulk" }, verdicts: { dmarc: "GRAY" } } as const;
    const { mail } = await inboundMail(f, arrival);
    const [entry] = (await Ticket.entries(f.agent, ticketId)).edges;
    expect(await Mail.mailDiagnosis(f.agent, entry?.node.id ?? "")).toMatchObject({
      ticketId,
      inboundId: mail.id,
      outcome: "ENTRY",
      matchedBy: "TOKEN",
      why: { code: "MATCHED", says: expect.stringMatching(/\.$/) },
      trail: [{ rule: "TOKEN", found: "OWNER", ticketId, says: expect.stringContaining("reply address") }],
      verdicts: { dmarc: "GRAY" },
      verified: false,
      idReused: false,
      automatic: true,
      signs: [{ code: "PRECEDENCE", says: expect.stringContaining("Precedence") }],
    });
  });

  test("is there for mails alone", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const [entry] = (await Ticket.entries(f.agent, id)).edges;
    await expect(Mail.mailDiagnosis(f.agent, entry?.node.id ?? "")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("whom a mail names besides", () => {
  const named = async (headers: Record<string, string>) => {
    const f = await makeDesk();
    const { ticketId } = await inboundMail(f, { headers });
    const read = async (ctx: typeof f.agent) => (await Ticket.entries(ctx, ticketId)).edges[0]?.node.words?.named;
    return { f, ticketId, mine: await read(f.agent), theirs: await read(f.customer) };
  };

  test.each<[string, Record<string, string>, object | undefined]>([
    ["nobody", {}, undefined],
    [
      "others in To and Cc, once each, without this desk and the sender",
      {
        To: `${SUPPORT}, Bo <bo@example.com>, support+x@northwind.example`,
        Cc: "BO@example.com, eve@example.com, al@example.com",
      },
      { cc: ["bo@example.com", "al@example.com"] },
    ],
    ["a Reply-To of somebody else", { "Reply-To": "Al <al@example.com>" }, { cc: [], replyTo: "al@example.com" }],
    ["a Reply-To that is the sender's own", { "Reply-To": "EVE@example.com" }, undefined],
  ])("%s", async (_, headers, expected) => {
    expect((await named(headers)).mine).toEqual(expected);
  });

  test("is the desk's to know, and at most fifty", async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `a${i}@example.com`).join(", ");
    const { mine, theirs } = await named({ Cc: many });
    expect(mine?.cc).toHaveLength(50);
    expect(theirs).toBeUndefined();
  });

  test("is blanked with the words", async () => {
    const { f, ticketId } = await named({ Cc: "al@example.com" });
    const [entry] = (await Ticket.entries(f.admin, ticketId)).edges;
    await Ticket.redact(f.admin, { ticketId, entryId: entry?.node.id ?? "", reason: "asked to" });
    expect(JSON.stringify((await Ticket.entries(f.admin, ticketId)).edges)).not.toContain("al@example.com");
  });
});
