import { describe, expect, test } from "vitest";
import { connect, type Desk } from "../../src/desk/index.ts";
import { MINUTE } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import type { BlobPort, MailerPort, OutgoingMail } from "../../src/port/index.ts";
import { counted, type Fault, faulty } from "../../src/testing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { inboundMail } from "../support/mail.ts";

useEngine();

/** Has a mail sent: called again and again, by whatever tries again. */
type Send = (desk: Desk) => Promise<Mail.Delivery | Mail.DeliveryView | null>;

/** A body in a file of its own, and with a form: what is written needs blobs too. */
async function toAnswer(f: Fixture, cc: readonly string[]): Promise<Send> {
  const { ticketId } = await inboundMail(f);
  for (const address of cc) await Ticket.addCc(f.agent, { ticketId, address });
  const text = `**Which** gear?${"x".repeat(5_000)}`;
  await Ticket.reply(f.agent, { ticketId, text, format: "MARKDOWN" });
  const sequence = 3 + cc.length;
  return (desk) => Mail.sendReply(desk.as(f.system.actor), { ticketId, sequence });
}

let tests = 0;
function toTest(f: Fixture): Promise<Send> {
  const input = { to: "root@northwind.example", idempotencyKey: `once ${++tests}` };
  return Promise.resolve((desk) => Mail.sendTestMail(desk.as(f.admin.actor), input));
}

const WAYS: Readonly<Record<string, (f: Fixture) => Promise<Send>>> = {
  "an answer": (f) => toAnswer(f, []),
  "an answer with copies": (f) => toAnswer(f, ["kim@acme.example", "lee@acme.example"]),
  "a test mail": toTest,
};

/** Where it is lost: at one call of the table, of the blobs or of the carrier, before it or with its answer. */
interface Loss {
  readonly of: "table" | "blob" | "carrier";
  readonly at: number;
  readonly when: Extract<Fault, "before" | "after">;
}

/** A desk that dies at one place: from there on nothing answers it. Of what went out it says which delivery it was. */
function dying(f: Fixture, sent: string[], loss: Loss | null): Desk {
  let dead = false;
  const seen = { table: 0, blob: 0, carrier: 0 };
  const fate = (of: Loss["of"]): Fault | undefined => {
    if (dead) return "before";
    dead = loss?.of === of && loss.at === ++seen[of];
    return dead ? loss?.when : undefined;
  };
  async function struck<T>(of: Loss["of"], run: () => Promise<T>): Promise<T> {
    const fault = fate(of);
    if (fault === "before") throw new Error(`lost before ${of}`);
    const answer = await run();
    if (fault === "after") throw new Error(`lost after ${of}`);
    return answer;
  }
  const blob: BlobPort = { ...f.blobs, get: (key) => struck("blob", () => f.blobs.get(key)) };
  const take = ({ tags }: OutgoingMail) => Promise.resolve({ messageId: `taken-${sent.push(tags["delivery"] ?? "")}` });
  const mailer: MailerPort = { send: (mail) => struck("carrier", () => take(mail)) };
  const table = loss === null ? f.table : faulty(f.table, () => fate("table"));
  return connect({ table, clock: f.clock, ports: { blob, mailer } });
}

/** Every place there is, from a run in which nothing is lost. */
async function placesOf(f: Fixture, send: Send): Promise<readonly Loss[]> {
  const { table, calls } = counted(f.table);
  const seen = { blob: 0, carrier: 0 };
  const blob: BlobPort = { ...f.blobs, get: (key) => f.blobs.get(seen.blob++ < 0 ? "" : key) };
  const mailer: MailerPort = { send: () => Promise.resolve({ messageId: `m${++seen.carrier}` }) };
  await send(connect({ table, clock: f.clock, ports: { blob, mailer } }));
  const at = (of: Loss["of"], count: number, when: Loss["when"]) =>
    Array.from({ length: count }, (_, i): Loss => ({ of, at: i + 1, when }));
  return [
    ...calls().flatMap(({ number, name }, i): readonly Loss[] => {
      // Reads write nothing: what is lost behind one is lost as at the next call.
      if (!READS.has(name)) return [...WHEN.map((when) => ({ of: "table" as const, at: number, when }))];
      return READS.has(calls()[i - 1]?.name ?? "") ? [] : [{ of: "table", at: number, when: "before" }];
    }),
    ...at("blob", seen.blob, "before"),
    ...WHEN.flatMap((when) => at("carrier", seen.carrier, when)),
  ];
}

const WHEN = ["before", "after"] as const;
const READS: ReadonlySet<string> = new Set(["get", "batchGet", "query"]);

describe("whatever is lost on the way, there is one mail, or a flag and one or none", () => {
  test.each(Object.entries(WAYS))(
    "%s",
    async (_, begin) => {
      const f = await makeDesk();
      await Workspace.changeSettings(f.admin, { mail: { sendRate: 1_000 } });
      const places = await placesOf(f, await begin(f));
      expect(places.filter(({ of }) => of === "carrier")).toHaveLength(2);
      const sent: string[] = [];
      const lost: { readonly loss: Loss; readonly send: Send }[] = [];
      for (const loss of places) {
        const send = await begin(f);
        await send(dying(f, sent, loss)).catch(() => null);
        lost.push({ loss, send });
      }
      const desk = dying(f, sent, null);
      // Whatever called it tries again, and the tick goes on.
      for (let minutes = 0; minutes < 3; minutes++) {
        await Promise.all(lost.map(({ send }) => send(desk)));
        f.clock.advance(6 * MINUTE);
        await tick(desk);
      }
      const ends = await Promise.all(
        lost.map(async ({ loss, send }) => ({ ...loss, ...endOf(await send(desk), sent) })),
      );
      expect(ends.filter(({ status, mails }) => !isLawful(status, mails))).toEqual([]);
      expect(ends.filter(({ status }) => status === "SENT").length).toBeGreaterThan(0);
      expect(ends.filter(({ status }) => status === "UNKNOWN").length).toBeGreaterThan(0);
    },
    60_000,
  );
});

const endOf = (delivery: Awaited<ReturnType<Send>>, sent: readonly string[]) => ({
  status: delivery?.status,
  mails: sent.filter((id) => id === delivery?.id).length,
});

const isLawful = (status: string | undefined, mails: number): boolean =>
  (status === "SENT" && mails === 1) || (status === "UNKNOWN" && mails <= 1);
