import {
  type AnyAggregate,
  actorOf,
  type Ctx,
  canonical,
  commit,
  type Envelope,
  GENESIS,
  type Head,
  type Loaded,
  link,
  type StoredEvent,
} from "../kernel/index.ts";

/** What `decide` returned, whatever the aggregate. */
export interface AnyDraft {
  readonly type: string;
  readonly payload: unknown;
  readonly content?: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: states of every kind pass through the one machine.
export type AnyLoaded = Loaded<any>;

const SALT_BYTES = 16;
const EMPTY: Head = { sequence: 0, revision: 0, at: 0, chain: GENESIS };

/** What shall stand behind a history; `before` is null where it begins. */
export interface Appended {
  readonly agg: AnyAggregate;
  readonly id: string;
  readonly before: AnyLoaded | null;
  readonly drafts: readonly AnyDraft[];
}

/** Puts drafts behind a history: numbers, times and links them, and folds them into the next state. */
export function append(ctx: Ctx, { agg, id, before, drafts }: Appended) {
  let head = before?.head ?? EMPTY;
  let state = before?.state;
  const events: StoredEvent[] = [];
  for (const draft of drafts) {
    const event = stamp(ctx, { agg, id, head }, draft);
    state = agg.evolve(state, event as never);
    head = { sequence: event.sequence, revision: event.revision, at: event.at, chain: event.chain };
    events.push(event);
  }
  const after: AnyLoaded = { state, head, unknown: before?.unknown ?? {} };
  return { events, after };
}

type Place = Pick<Appended, "agg" | "id"> & { readonly head: Head };

function stamp(ctx: Ctx, { agg, id, head }: Place, draft: AnyDraft): StoredEvent {
  const spec = agg.events[draft.type];
  if (!spec) throw new RangeError(`${agg.name} has no event ${draft.type}`);
  const now = ctx.clock.now();
  const { causationId, correlationId, occurredAt, origin } = ctx.request;
  const envelope: Envelope = {
    type: draft.type,
    version: spec.version,
    aggregateId: id,
    sequence: head.sequence + 1,
    revision: head.revision + (spec.editorial ? 1 : 0),
    ...whoOf(ctx),
    at: Math.max(now, head.at),
    occurredAt: occurredAt ?? Math.max(now, head.at),
    ...(causationId ? { causationId } : {}),
    ...(correlationId ? { correlationId } : {}),
    origin,
    visibility: spec.visibility,
    ...fromWhere(ctx),
  };
  const payload = canonical(spec.payload.parse(draft.payload));
  // Only what was really written is committed to: an event whose words are optional may have none.
  const written = spec.content?.parse(draft.content);
  if (written === undefined) {
    const chain = link(head.chain, envelope, payload);
    return { ...envelope, payload: JSON.parse(payload), content: null, redacted: false, raw: { payload }, chain };
  }
  const content = canonical(written);
  const salt = ctx.ids.bytes(SALT_BYTES);
  const commitment = commit(salt, content);
  return {
    ...envelope,
    payload: JSON.parse(payload),
    content: JSON.parse(content),
    redacted: false,
    raw: { payload, content },
    salt,
    commitment,
    chain: link(head.chain, envelope, payload, commitment),
  };
}

/** Whoever acts as somebody else stays the one who acts. */
function whoOf(ctx: Ctx): Pick<Envelope, "actor" | "onBehalfOf"> {
  const { impersonator, onBehalfOf } = ctx.request;
  if (impersonator) return { actor: impersonator, onBehalfOf: actorOf(ctx) };
  return { actor: actorOf(ctx), ...(onBehalfOf ? { onBehalfOf } : {}) };
}

/** Of people whom the desk employs and of programs; where a customer writes from is nobody's business. */
function fromWhere({ actor, request: { via } }: Ctx): Pick<Envelope, "via"> {
  return via && (actor.kind === "agent" || actor.kind === "app") ? { via } : {};
}

/** The state that stored events tell, each payload lifted to today's shape first. */
export function fold(agg: AnyAggregate, events: readonly StoredEvent[]): unknown {
  return events.reduce<unknown>((state, event) => agg.evolve(state as never, lifted(agg, event) as never), undefined);
}

/** An event with its payload as this release writes it. */
export function lifted(agg: AnyAggregate, event: StoredEvent): StoredEvent {
  const spec = agg.events[event.type];
  if (!spec?.upcast || event.version >= spec.version) return event;
  return { ...event, payload: spec.upcast(event.payload, event.version) };
}
