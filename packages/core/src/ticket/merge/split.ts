import { authorize, type Ctx, type Loaded, parse } from "../../kernel/index.ts";
import {
  type Change,
  execute,
  expectVersion,
  load,
  need,
  type Plan,
  type RecordWrite,
  type Result,
  resultOf,
} from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import { copyFields } from "../field/copy.ts";
import { linked } from "../link/rows.ts";
import { holdNumber } from "../number.ts";
import { type Fresh, freshFacts } from "../opening.ts";
import { isQuestion } from "../question.ts";
import { SplitInput, type Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { waitsLeft } from "./leaving.ts";
import { NO_PARTS, type Parts, partsAfter } from "./parts.ts";
import { customerOf, grouped, groupedOf, leavesWords, type Picked, pick } from "./pick.ts";
import { partsUnder } from "./view.ts";

const permission = "ticket:merge";

/**
 * Splits messages and notes off into a new ticket, up to 50 at once: they show there and here no more, at their own
 * times, and nothing is copied. The new ticket has the fields of the old one, nobody assigned, and the customer
 * whose words they are. The answer is the new ticket; something must stay behind.
 *
 * @throws NOT_FOUND for the ticket or an entry it does not show, VALIDATION for the only entry or one without words,
 * TRANSITION on a closed ticket, LIMIT, FORBIDDEN, CONFLICT
 * @example const { object: second } = await Ticket.split(ctx, { ticketId, entryIds: [entry.id], subject: "The bell" });
 */
export async function split(ctx: Ctx, raw: SplitInput): Promise<Result<Ticket>> {
  const input = parse(SplitInput, raw);
  await authorize(ctx, permission);
  const newId = ctx.ids.next("tkt");
  let fresh: Fresh | undefined;
  const executed = await execute(ctx, { name: "ticket.split", input }, async () => {
    const from = await need(ctx, ticket, input.ticketId, { permission, path: ["ticketId"] });
    expectVersion(from, input.expectedVersion);
    decide.assertSplittable(from.state, input.entryIds);
    const { parts } = await partsUnder(ctx, from.state);
    const picked = await pick(ctx, parts, input.entryIds);
    if (!(await leavesWords(ctx, from.state, input.entryIds))) throw decide.nothingLeft();
    fresh ??= await freshFacts(ctx);
    const what = {
      ...fresh,
      customerId: await customerOf(ctx, from, picked),
      subject: input.subject ?? from.state.subject,
    };
    return planned(ctx, { from, newId, picked, parts }, what);
  });
  return resultOf(ctx, ticket, { permission }, executed);
}

interface Split {
  readonly from: Loaded<Ticket>;
  readonly newId: string;
  readonly picked: readonly Picked[];
  readonly parts: ReadonlyMap<string, Parts>;
}

type What = Fresh & { readonly customerId: string; readonly subject: string };

async function planned(ctx: Ctx, { from, newId, picked, parts }: Split, what: What): Promise<Plan> {
  const taken = decide.entriesTaken(grouped(picked), unansweredSince(picked));
  const holders = [...new Set(picked.map(({ holder }) => holder))];
  const waits = await waitsLeft(ctx, from, parts, picked);
  const given = await Promise.all(
    [...new Set([...holders, ...waits.keys()])].map(async (id) => {
      const before = id === from.state.id ? from : await load(ctx, ticket, id);
      const drafts = decide.entriesMoved(newId, groupedOf(id, picked), waits.get(id));
      return { agg: ticket, id, before, drafts } satisfies Change;
    }),
  );
  const link: Change = { agg: ticket, id: from.state.id, before: from, drafts: decide.linked("SPLIT_INTO", newId) };
  const fields = await copyFields(ctx, from.state, newId);
  const records: readonly RecordWrite[] = [
    ...fields.records,
    partsAfter(ctx, newId, NO_PARTS, taken),
    ...given.map(({ id, drafts }) => partsAfter(ctx, id, parts.get(id) ?? NO_PARTS, drafts)),
    linked(ctx, from.state.id, "SPLIT_INTO", newId),
    holdNumber(ctx, what.number, newId),
  ];
  const opened: Change = {
    agg: ticket,
    id: newId,
    before: null,
    drafts: [decide.splitOff(from.state, what), ...fields.drafts, ...taken],
  };
  return { changes: [opened, ...given, link], records };
}

/** Since when the customer waits, if the last word was theirs. */
function unansweredSince(picked: readonly Picked[]): number | undefined {
  const spoken = picked.map(({ event }) => event).filter(({ visibility }) => visibility === "public");
  const answered = Math.max(-1, ...spoken.filter(({ type }) => type === "ticket.replied").map(({ at }) => at));
  const open = spoken.filter((event) => isQuestion(event) && event.at > answered);
  return open.length === 0 ? undefined : Math.min(...open.map(({ occurredAt }) => occurredAt));
}
