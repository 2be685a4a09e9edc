import * as Agent from "../../agent/index.ts";
import * as Customer from "../../customer/index.ts";
import { authorize, type Ctx, everyPage, limit, may } from "../../kernel/index.ts";
import { type ChainReport, history, verifyChain } from "../../table/index.ts";
import type { Entry } from "../entry.ts";
import { entries, entryText, get } from "../read.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { type Printed, printed } from "./printed.ts";

export interface TranscriptInput {
  /** Internal notes too: for staff alone. */
  readonly notes?: boolean | undefined;
}

/** A ticket to print or to file. */
export interface Transcript {
  /** One page of HTML that needs nothing else. */
  readonly html: string;
  /** Whether the history is what was written; null for those who may not read the audit. */
  readonly chain: ChainReport | null;
}

const MOST = 2_000;

/**
 * The conversation of a ticket to print: who said what when, with the names of the files. Those who may read the audit
 * get the proof with it: every link of the ticket's chain, so that a copy on paper can be held against the table.
 *
 * @throws NOT_FOUND, LIMIT over 2,000 entries, FORBIDDEN for notes without the right to read them
 * @example const { html } = await Ticket.transcript(ctx, ticketId, { notes: true });
 */
export async function transcript(ctx: Ctx, ticketId: string, input: TranscriptInput = {}): Promise<Transcript> {
  const found = await get(ctx, ticketId);
  if (input.notes) await authorize(ctx, "ticket:read_notes", ticket.target(found));
  const lines = await everything(ctx, ticketId, input.notes ?? false);
  const [names, texts, links] = await Promise.all([
    namesIn(ctx, found.customerId, lines),
    Promise.all(lines.map((entry) => textOf(ctx, entry))),
    linksOf(ctx, found),
  ]);
  const said = lines.map((entry, i) => ({
    entry,
    who: nameOf(names, found.customerId, entry),
    text: texts[i] ?? null,
  }));
  return { html: printed({ ticket: found, said, links }), chain: links?.report ?? null };
}

async function everything(ctx: Ctx, ticketId: string, notes: boolean): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for await (const { edges } of everyPage((page) => entries(ctx, ticketId, page))) {
    all.push(...edges.map(({ node }) => node).filter(({ visibility }) => notes || visibility !== "note"));
    if (all.length > MOST) throw limit(`A transcript has at most ${MOST} entries; export them instead.`, MOST);
  }
  return all.reverse();
}

const textOf = async (ctx: Ctx, { words }: Entry): Promise<string | null> => (words ? entryText(ctx, words) : null);

/** Every link of the chain, for those who may see how much there is. */
async function linksOf(ctx: Ctx, found: Ticket): Promise<Printed["links"]> {
  const { id: ticketId } = found;
  if (!(await may(ctx, "ticket:read_audit", ticket.target(found)))) return null;
  const [report, events] = await Promise.all([verifyChain(ctx, ticket, ticketId), history(ctx, ticketId)]);
  const links = events.map(({ type, at, chain }) => ({ type, at, link: Buffer.from(chain).toString("hex") }));
  return { report, links };
}

type Names = ReadonlyMap<string, string>;

/** People by name where the caller may read them; to a customer staff is staff. */
async function namesIn(ctx: Ctx, customerId: string, lines: readonly Entry[]): Promise<Names> {
  const ids = (kind: Entry["actor"]["kind"]) => [
    ...new Set(
      lines
        .map(({ actor }) => actor)
        .filter((actor) => actor.kind === kind)
        .map(({ id }) => id),
    ),
  ];
  const agents = (await may(ctx, "agent:read")) ? await Agent.getMany(ctx, ids("agent")) : [];
  const customers = (await may(ctx, "customer:read"))
    ? await Customer.getMany(ctx, [customerId, ...ids("customer"), ...ids("visitor")])
    : [];
  const named = [...agents, ...customers].filter((one) => one !== null);
  return new Map(named.map(({ id, name, email }) => [id, name ?? email ?? ""]));
}

const UNNAMED = {
  agent: "Support",
  customer: "Customer",
  visitor: "Visitor",
  app: "Support",
  system: "Support",
} as const;

/** What a customer says is the customer's, also where somebody of the desk took it down. */
function nameOf(names: Names, customerId: string, { actor, type, facts, words }: Entry): string {
  const isTheirs = type === "ticket.message_received";
  const id = isTheirs ? ((facts["speakerId"] as string | undefined) ?? customerId) : actor.id;
  return words?.from?.name || words?.from?.address || names.get(id) || UNNAMED[isTheirs ? "customer" : actor.kind];
}
