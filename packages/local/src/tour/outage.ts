import type { Platform } from "../start.ts";
import * as api from "./api.ts";
import { chapter, expect, told } from "./print.ts";

const LINK = `mutation($input: LinkTicketsInput!) { linkTickets(input: $input) { ticket { id } errors { code message } } }`;
const MESSAGE = `mutation($input: AddCustomerMessageInput!) { addCustomerMessage(input: $input) { ticket { id } errors { code message } } }`;
const PROBLEM = `query($id: ID!) { ticket(id: $id) { incidentCounts { total byTier { tier count } } } }`;
const LIKE = `query($id: ID!) { ticket(id: $id) { possibleDuplicates { id } } }`;
const RESOLVE = `mutation($input: ResolveProblemInput!) { resolveProblem(input: $input) {
  resolvedIds skipped { reason } errors { code message } } }`;
const COUNTS = "{ ticketCounts { byStatus { status count } } }";

interface Opened {
  readonly id: string;
  readonly number: number;
}

/** An outage hits ten customers: one problem behind their incidents, merged duplicates, one answer to all of them. */
export async function outage(platform: Platform, desk: api.Caller): Promise<void> {
  chapter("An outage hits ten customers");
  const incidents: Opened[] = [];
  for (let i = 0; i < 10; i++) incidents.push(await report(desk, i, "The shop takes no cards"));
  const twin = await report(desk, 3, "Re: the shop takes no cards!");
  const near = await desk.ask<{ possibleDuplicates: readonly Opened[] }>(LIKE, { id: twin.id });
  expect(near.possibleDuplicates[0]?.id === incidents[3]?.id, "the duplicate was not found");
  await platform.advance("PT10M");
  await mergeTwin(desk, { twin, incidents });
  const problem = await theProblem(platform, desk, incidents);
  await oneAnswer(platform, desk, { problem, incidents });
}

async function report(desk: api.Caller, i: number, subject: string): Promise<Opened> {
  const input = { email: `rider${i}@outage.example`, tier: i === 0 ? "VIP" : "STANDARD" };
  const { customer } = await desk.ask<{ customer: { id: string } }>(api.UPSERT, { input });
  const ticket = {
    customerId: customer.id,
    kind: "INCIDENT",
    impact: "HIGH",
    urgency: "HIGH",
    subject,
    text: "Declined.",
  };
  return (await desk.ask<{ ticket: Opened }>(api.OPEN, { input: ticket })).ticket;
}

interface Reported {
  readonly twin: Opened;
  readonly incidents: readonly Opened[];
}

/** Merged where it belongs, and once where it does not. */
async function mergeTwin(desk: api.Caller, { twin, incidents }: Reported): Promise<void> {
  const [wrong, right] = [incidents[4], incidents[3]];
  await desk.ask(api.MERGE, { input: { targetId: wrong?.id, sourceIds: [twin.id] } });
  await desk.ask(api.UNMERGE, { input: { ticketId: twin.id } });
  await desk.ask(api.MERGE, { input: { targetId: right?.id, sourceIds: [twin.id] } });
  told(
    "one of them wrote twice: found by its subject, merged; a wrong merge was undone",
    `#${twin.number} → #${right?.number}`,
  );
}

async function theProblem(platform: Platform, desk: api.Caller, incidents: readonly Opened[]): Promise<Opened> {
  const { customer } = await desk.ask<{ customer: { id: string } }>(api.UPSERT, {
    input: { email: "ops@outage.example" },
  });
  const input = {
    customerId: customer.id,
    kind: "PROBLEM",
    subject: "Card payments fail",
    text: "A certificate expired.",
  };
  const { ticket: problem } = await desk.ask<{ ticket: Opened }>(api.OPEN, { input });
  for (const { id } of incidents)
    await desk.ask(LINK, { input: { ticketId: id, kind: "CAUSED_BY", otherId: problem.id } });
  await platform.advance("PT10M");
  await desk.ask(api.NOTE, {
    input: { ticketId: problem.id, text: "Certificate replaced; watching the first orders." },
  });
  const { incidentCounts } = await desk.ask<{
    incidentCounts: { total: number; byTier: readonly { tier: string; count: number }[] };
  }>(PROBLEM, { id: problem.id });
  expect(incidentCounts.total === 10, `${incidentCounts.total} incidents`);
  const vip = incidentCounts.byTier.find(({ tier }) => tier === "VIP")?.count;
  told(`ten incidents, one problem #${problem.number}`, `${vip} of a VIP`);
  return problem;
}

async function oneAnswer(
  platform: Platform,
  desk: api.Caller,
  { problem, incidents }: { readonly problem: Opened; readonly incidents: readonly Opened[] },
): Promise<void> {
  await platform.advance("PT1M");
  const app = new api.Caller(platform, "app");
  const input = { ticketId: incidents[9]?.id, text: "And now I was charged twice!" };
  await app.ask(MESSAGE, { input });
  await platform.settle();
  const before = platform.mail().length;
  const answer = {
    problemId: problem.id,
    text: "Cards work again. Sorry for the trouble.",
    idempotencyKey: "tour-outage",
  };
  const once = await desk.ask<{ resolvedIds: readonly string[]; skipped: readonly { reason: string }[] }>(RESOLVE, {
    input: answer,
  });
  const again = await desk.ask<typeof once>(RESOLVE, { input: answer });
  await platform.settle();
  expect(once.resolvedIds.length === 9 && again.resolvedIds.length === 9, `${once.resolvedIds.length} were resolved`);
  expect(platform.mail().length === before + 9, `${platform.mail().length - before} mails went out`);
  told("resolved with one answer to each, asked for twice", "9 mails, once each");
  expect(once.skipped[0]?.reason === "NEWER_MESSAGE", JSON.stringify(once.skipped));
  told("who wrote something new meanwhile is left to a person", `#${incidents[9]?.number}: ${once.skipped[0]?.reason}`);
  await platform.advance("PT2M");
  await platform.settle();
  const { byStatus } = await desk.ask<{ byStatus: readonly { status: string; count: number }[] }>(COUNTS);
  const resolved = byStatus.find(({ status }) => status === "RESOLVED")?.count ?? 0;
  expect(resolved >= 10, `${resolved} tickets are counted as resolved`);
  told("the counters followed", `${resolved} resolved`);
}
