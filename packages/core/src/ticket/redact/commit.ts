import * as Attachment from "../../attachment/index.ts";
import { BLANK, type Ctx, type Loaded, type StoredEvent } from "../../kernel/index.ts";
import { type Decision, type RecordWrite, reword, sidesReworded } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import type { Events } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import type { Rewritten } from "./words.ts";

/** A ticket whose entries are rewritten: where they lie, which is mostly where they show. */
export interface Home {
  readonly loaded: Loaded<Ticket>;
  readonly events: readonly StoredEvent[];
}

/** What becomes of the words of some events, in one commit: rows, files, state and sides, and the events that say so. */
export async function rewriting(
  ctx: Ctx,
  { loaded, events }: Home,
  some: readonly Rewritten[],
  why: Omit<decide.Redaction, "sequence" | "commitment">,
) {
  const id = loaded.state.id;
  const contents = new Map(some.map(({ event, content }) => [event.sequence, content]));
  const after = events.map((event) => ({ ...event, content: contents.get(event.sequence) ?? event.content }));
  const state = wordsOfState(loaded.state, after);
  const records: RecordWrite[] = [...sidesReworded(ctx, ticket, id, { before: events, after })];
  const drafts = some.flatMap(({ event, content }, i) => {
    const { record, commitment } = reword(ctx, event, content);
    records.push(record);
    return decide.redact({ ...why, sequence: event.sequence, commitment }, i === 0 ? state : undefined);
  });
  const gone = some.flatMap((one) => one.gone);
  records.push(...some.flatMap((one) => one.records), ...(await Attachment.release(ctx, gone)));
  return { drafts, records, gone };
}

/** The words of the state as its history tells them now; undefined when it tells nothing else. */
function wordsOfState(before: Ticket, events: readonly StoredEvent[]): decide.StateWords | undefined {
  if (before.purged) return undefined;
  const told: { subject?: string; address?: string } = {};
  for (const { type, content } of events) {
    if (SUBJECTS.has(type)) Object.assign(told, content);
  }
  const { subject = "", address } = told;
  const words = {
    ...(subject === before.subject ? {} : { subject }),
    ...(address === undefined || address === before.address ? {} : { address }),
  };
  return Object.keys(words).length === 0 ? undefined : words;
}

const SUBJECTS: ReadonlySet<string> = new Set(["ticket.opened", "ticket.subject_changed", "ticket.redacted"]);

/** Entries whose words are the subject. */
export const isSubject = ({ type }: StoredEvent): boolean =>
  type === "ticket.opened" || type === "ticket.subject_changed";

/** A subject that was blanked as a whole. */
export const withoutSubject = (event: StoredEvent): Rewritten => ({
  event,
  content: { ...(event.content as object), subject: BLANK },
  records: [],
  gone: [],
});

/** A decision on the ticket that was named, although the entries may lie in another one. */
export const decisionOf = (
  seen: Loaded<Ticket>,
  home: Loaded<Ticket>,
  { drafts, records }: { readonly drafts: decide.Drafts; readonly records: readonly RecordWrite[] },
): Decision<Events> =>
  home.state.id === seen.state.id
    ? { events: drafts, records }
    : { events: [], also: [{ agg: ticket, id: home.state.id, before: home, drafts }], records };
