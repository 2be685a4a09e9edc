import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../src/kernel/index.ts";
import { counted, type Fault, faulty, Lost, type Call as TableCall } from "../../src/testing/index.ts";
import { WRITES } from "./catalogue.ts";
import { makeTemplate, type Template } from "./clone.ts";
import { type Fixture, useEngine } from "./desk.ts";
import type { Given } from "./given.ts";

/** Who runs an operation: admins do what people do, the platform what it does itself. */
const actorFor = (name: string, f: Fixture): Actor => {
  if (name.startsWith("mail.")) return f.system.actor;
  if (name === "key.issueClaim" || PLATFORM.has(name)) return f.system.actor;
  if (name === "routing.accept" || name === "routing.decline") return f.agent.actor;
  return name === "ticket.addMessage" ? f.customer.actor : f.admin.actor;
};
const PLATFORM = new Set([
  "escalation.startForClock",
  "escalation.startForAge",
  "escalation.ticketEnded",
  "ticket.wakeWaiting",
  "ticket.erase",
  "ticket.returnWork",
  "routing.follow",
  "routing.fill",
  "routing.presenceChanged",
  "routing.messageReceived",
  "routing.ticketChanged",
  "routing.agentChanged",
  "routing.startSweep",
  "customer.signIn",
  "customer.visit",
  "sla.follow",
  "sla.startSweep",
]);
const PREPARE: Readonly<Record<string, string>> = {
  "agent.reinstate": "agent.suspend",
  "ticket.returnWork": "agent.offboard",
  "app.enable": "app.disable",
  "incident.reopen": "incident.resolve",
  "customer.unmerge": "customer.merge",
  "ticket.unlink": "ticket.link",
  "ticket.unmerge": "ticket.merge",
  "ticket.unfollow": "ticket.follow",
  "ticket.removeCc": "ticket.addCc",
  "ticket.unmarkSpam": "ticket.markSpam",
  "ticket.restore": "ticket.remove",
};
/** Operations whose effect may come to nothing, and those that need a key of their own (test/key/claim.test.ts). */
const SKIP = new Set(["workspace.create", "key.claimDesk"]);

/** What is several commits: after a crash some of them may be done, each whole, and the same call does the rest. */
const SEVERAL = new Set([
  "routing.follow",
  "routing.ticketChanged",
  "routing.decline",
  "routing.changeTicketSkills",
  "ticket.resolveProblem",
  "ticket.bulk",
  "ticket.returnWork",
  "incident.resolve",
  "incident.reopen",
  "escalation.escalate",
  "escalation.startForClock",
]);

/** What hands mail over: where nobody knows whether it did, the tick says so (test/mail/crash.test.ts). */
const SENDING = new Set(["mail.sendReply", "mail.sendTestMail", "mail.acknowledge"]);

/** What goes through many tickets, or through a ticket many times: as long by itself as everything else. */
export const FLOWS = /^(routing|escalation|incident|sla|mail|count)\./;

let template: Template;

/** Everything that was ever written, apart from when and with which salt. */
async function effects(f: Fixture): Promise<string> {
  const arms: { id: string; sequence: number; type: string }[] = [];
  for (const hour of ["09", "10"]) {
    const log = await f.table.query({
      index: "activity",
      partition: `${f.system.workspaceId}#LOG#2026-11-02T${hour}#0`,
    });
    for (const row of log.rows) {
      const [, id = ""] = String(row["pk"]).split("#");
      arms.push({ id, sequence: Number(String(row["sk"]).slice(2)), type: String(row["t"]) });
    }
  }
  for (const sequences of groups(arms).values()) {
    // Nothing half-written: the events of every aggregate are an unbroken history.
    expect(sequences.sort((a, b) => a - b)).toEqual(sequences.map((_, i) => i + 1));
  }
  return arms
    .map(({ id, type }) => `${id.slice(0, 3)} ${type}`)
    .sort()
    .join();
}

function groups(arms: readonly { id: string; sequence: number }[]): Map<string, number[]> {
  const byId = new Map<string, number[]>();
  for (const { id, sequence } of arms) byId.set(id, [...(byId.get(id) ?? []), sequence]);
  return byId;
}

async function callsOf(name: string): Promise<{ calls: readonly TableCall[]; after: string }> {
  const f = await template.copy();
  const ids = template.given;
  await prepare(f, name, ids);
  const { table, calls } = counted(f.table);
  await WRITES[name]?.(f.over(table).as(actorFor(name, f)), ids, { idempotencyKey: "once" });
  return { calls: [...calls()], after: await effects(f) };
}

async function prepare(f: Fixture, name: string, ids: Given): Promise<void> {
  const first = PREPARE[name];
  if (first !== undefined) await WRITES[first]?.(f.admin, ids, {});
}

/**
 * Tests of the operations that are meant, for a file of its own: all of them together take longer than any other file.
 */
export function losingTheTable(isMeant: (name: string) => boolean): void {
  useEngine();
  beforeAll(async () => {
    template = await makeTemplate();
  });
  describe("losing the table before or after any call leaves all or nothing, and the retry with the same key has one effect", () => {
    test.each(Object.keys(WRITES).filter((name) => isMeant(name) && !SKIP.has(name)))("%s", async (name) => {
      const { calls, after } = await callsOf(name);
      await losingEach(name, placesOf(calls), after);
    });
  });
}

const READS: readonly string[] = ["get", "batchGet", "query"] satisfies TableCall["name"][];

/**
 * Where it may end otherwise than it would a call earlier. Reads write nothing: what is lost at one behind a write is
 * lost as behind that write, and what is lost at one in front of all writes as at the first of them.
 */
const placesOf = (calls: readonly TableCall[]) => {
  const writes = calls.filter(({ name }) => !READS.includes(name));
  const [first] = calls;
  const read = first && READS.includes(first.name) ? [{ at: first.number, when: "before" as const }] : [];
  return [
    ...read,
    ...writes.flatMap(({ number: at }) => [
      { at, when: "before" as const },
      { at, when: "after" as const },
    ]),
  ];
};

interface Crash {
  readonly at: number;
  readonly when: "before" | "after";
}

/** A desk of its own, ready for the operation, and what was there before it. */
async function fresh(name: string) {
  const f = await template.copy();
  await prepare(f, name, template.given);
  return { f, untouched: await effects(f) };
}

/**
 * One place after the other on the same desk while nothing was written: the next crash then is that of a retry. Behind
 * the first write the retry must have the one effect, and the next place gets a desk of its own.
 */
async function losingEach(name: string, places: readonly Crash[], after: string): Promise<void> {
  let desk: Awaited<ReturnType<typeof fresh>> | null = null;
  for (const place of places) {
    desk ??= await fresh(name);
    const { f, untouched } = desk;
    const seen = await losingIt(f, name, place);
    if (!name.startsWith("mail.") && !SEVERAL.has(name)) expect([untouched, after]).toContain(seen);
    f.clock.advance(1_000);
    if (seen === untouched && place !== places.at(-1)) continue;
    await WRITES[name]?.(f.as(actorFor(name, f)), template.given, { idempotencyKey: "once" });
    if (!SENDING.has(name)) expect(await effects(f), `${name} ${place.when} call ${place.at}`).toBe(after);
    desk = null;
  }
}

async function losingIt(f: Fixture, name: string, { at, when }: Crash): Promise<string> {
  const crashing = f.over(faulty(f.table, crashFrom(at, when)));
  const crashed = await WRITES[name]?.(crashing.as(actorFor(name, f)), template.given, { idempotencyKey: "once" }).then(
    () => null,
    (e: unknown) => e,
  );
  expect(crashed === null || isLost(crashed), `${name} threw ${String(crashed)}`).toBe(true);
  return effects(f);
}

/** From one call on the table is gone: the process died, or lost its network. */
const crashFrom = (at: number, when: Fault) => (call: TableCall) => {
  if (call.number < at) return undefined;
  return call.number === at ? when : "before";
};

const isLost = (e: unknown): boolean => e instanceof Lost || (e instanceof Error && e.name === "ConflictError");
