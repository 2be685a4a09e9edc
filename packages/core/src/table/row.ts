import {
  type AnyAggregate,
  actorCode,
  actorFromCode,
  type Envelope,
  type Head,
  type Loaded,
  MINUTE,
  type Origin,
  type StoredEvent,
  type Visibility,
} from "../kernel/index.ts";
import type { Row, Scalar } from "../port/index.ts";
import { INDEXES } from "./definition.ts";
import {
  aggregateOf,
  aggregatePartition,
  duePartition,
  dueShard,
  eventKey,
  hourOf,
  indexPartition,
  LOG_SHARDS,
  logPartition,
  STATE,
  timeOfRank,
  timeRank,
} from "./key.ts";

interface Tenant {
  readonly workspaceId: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a row can hold the state of any aggregate.
type AnyState = any;

/** The state row: short names, fixed order, the rarely read rest as one JSON attribute (DESIGN 4). */
export function encodeState(tenant: Tenant, agg: AnyAggregate, after: Loaded<AnyState>, dueBefore?: number): Row {
  const { state, head } = after;
  const { id, ...rest } = state as Record<string, unknown> & { id: string };
  const row: Record<string, Scalar> = {
    pk: aggregatePartition(tenant, id),
    sk: STATE,
    _v: agg.rowVersion,
    q: head.sequence,
    r: head.revision,
    la: head.at,
    h: head.chain,
  };
  for (const [field, attribute] of Object.entries(agg.store.attributes)) {
    if (rest[field] !== undefined) row[attribute as string] = rest[field] as Scalar;
    delete rest[field];
  }
  if (Object.keys(rest).length > 0) row["s"] = JSON.stringify(rest);
  for (const [attribute, of] of derivedOf(agg)) {
    const value = of(state);
    if (value !== undefined) row[attribute] = value;
  }
  Object.assign(row, indexArms(tenant, agg, state), dueArm(id, agg.store.dueAt?.(state), dueBefore));
  return { ...after.unknown, ...row };
}

const derivedOf = (agg: AnyAggregate) =>
  Object.entries<(state: AnyState) => Scalar | undefined>(agg.store.derived ?? {});

function indexArms(tenant: Tenant, agg: AnyAggregate, state: AnyState): Record<string, Scalar> {
  const arms: Record<string, Scalar> = {};
  for (const [name, key] of Object.entries(agg.store.indexes(state))) {
    if (!key) continue;
    const index = INDEXES[name as keyof typeof INDEXES];
    arms[index.partition] = indexPartition(tenant, key.partition);
    arms[index.sort] = key.sort;
  }
  return arms;
}

/** The indexed time is a lower bound: moved earlier at once, later only by a wake, which passes no `before`. */
function dueArm(id: string, due: number | undefined, before: number | undefined): Record<string, Scalar> {
  const rounded = due === undefined ? undefined : Math.ceil(due / MINUTE) * MINUTE;
  const indexed = rounded === undefined ? before : Math.min(rounded, before ?? rounded);
  return indexed === undefined ? {} : { d1: duePartition(dueShard(id)), d2: timeRank(indexed) };
}

const OWN = new Set(["pk", "sk", "_v", "q", "r", "la", "h", "s", "w1", "w2", "a1", "a2", "r1", "r2", "d1", "d2"]);

export function decodeState(agg: AnyAggregate, row: Row): Loaded<AnyState> {
  const fields = Object.entries(agg.store.attributes) as [string, string][];
  const byAttribute = new Set([...fields.map(([, attribute]) => attribute), ...derivedOf(agg).map(([name]) => name)]);
  const rest = typeof row["s"] === "string" ? (JSON.parse(row["s"]) as Record<string, unknown>) : {};
  const flat = Object.fromEntries(fields.filter(([, a]) => row[a] !== undefined).map(([field, a]) => [field, row[a]]));
  const stored = { id: aggregateOf(String(row["pk"])).id, ...flat, ...rest };
  const version = Number(row["_v"]);
  const state = agg.store.upcast && version < agg.rowVersion ? agg.store.upcast(stored, version) : stored;
  const unknown = Object.fromEntries(Object.entries(row).filter(([name]) => !OWN.has(name) && !byAttribute.has(name)));
  return {
    state,
    head: headOf(row),
    unknown,
    ...(typeof row["d2"] === "string" ? { indexedDue: timeOfRank(row["d2"]) } : {}),
  };
}

export const headOf = (row: Row): Head => ({
  sequence: Number(row["q"]),
  revision: Number(row["r"]),
  at: Number(row["la"]),
  chain: row["h"] as Uint8Array,
});

/** What a list shows of an aggregate: the attributes its index carries, and the id. */
export function decodeSummary(agg: AnyAggregate, row: Row): Record<string, unknown> & { id: string } {
  const out: Record<string, unknown> & { id: string } = { id: aggregateOf(String(row["pk"])).id };
  for (const [field, attribute] of Object.entries(agg.store.attributes)) {
    if (row[attribute as string] !== undefined) out[field] = row[attribute as string];
  }
  return out;
}

/** An event row: timeline entry, audit record, outbox record and log line at once. */
export function encodeEvent(tenant: Tenant, e: StoredEvent): Row {
  const row: Record<string, Scalar> = {
    ...eventKey(tenant, e.aggregateId, e.visibility, e.sequence),
    _v: 1,
    t: e.type,
    v: e.version,
    r: e.revision,
    p: e.raw.payload,
    h: e.chain,
    at: e.at,
    ac: actorCode(e.actor),
    a1: logPartition(tenant, hourOf(e.at), e.sequence % LOG_SHARDS),
    a2: timeRank(e.at),
  };
  const optional: Record<string, Scalar | undefined> = {
    c: e.raw.content,
    k: e.salt,
    m: e.commitment,
    oc: e.occurredAt === e.at ? undefined : e.occurredAt,
    ob: e.onBehalfOf && actorCode(e.onBehalfOf),
    cx: e.causationId,
    co: e.correlationId,
    o: e.origin === "live" ? undefined : e.origin,
    vc: e.via?.credential,
    va: e.via?.address,
  };
  for (const [name, value] of Object.entries(optional)) if (value !== undefined) row[name] = value;
  return row;
}

const VISIBILITY: Readonly<Record<string, Visibility>> = { P: "public", N: "note", A: "audit" };

export const isEventRow = (row: Row): boolean => /^[PNA]#\d+$/.test(String(row["sk"]));

/** The envelope, from a whole row or from its narrow arm on the log. */
export function decodeEnvelope(row: Row): Envelope {
  const sk = String(row["sk"]);
  const at = row["at"] === undefined ? timeOfRank(String(row["a2"])) : Number(row["at"]);
  return {
    type: String(row["t"]),
    version: Number(row["v"] ?? 1),
    aggregateId: aggregateOf(String(row["pk"])).id,
    sequence: Number(sk.slice(2)),
    revision: Number(row["r"] ?? 0),
    actor: actorFromCode(String(row["ac"])),
    ...(row["ob"] === undefined ? {} : { onBehalfOf: actorFromCode(String(row["ob"])) }),
    at,
    occurredAt: Number(row["oc"] ?? at),
    ...(row["cx"] === undefined ? {} : { causationId: String(row["cx"]) }),
    ...(row["co"] === undefined ? {} : { correlationId: String(row["co"]) }),
    origin: (row["o"] as Origin | undefined) ?? "live",
    visibility: VISIBILITY[sk.slice(0, 1)] ?? "audit",
    ...viaOf(row),
  };
}

function viaOf({ vc, va }: Row): Pick<Envelope, "via"> {
  if (vc === undefined && va === undefined) return {};
  return {
    via: {
      ...(vc === undefined ? {} : { credential: String(vc) }),
      ...(va === undefined ? {} : { address: String(va) }),
    },
  };
}

export function decodeEvent(row: Row): StoredEvent {
  const payload = String(row["p"]);
  const content = row["c"] === undefined ? undefined : String(row["c"]);
  return {
    ...decodeEnvelope(row),
    payload: readJson(payload),
    content: content === undefined ? null : readJson(content),
    redacted: row["m"] !== undefined && content === undefined,
    raw: content === undefined ? { payload } : { payload, content },
    ...(row["k"] === undefined ? {} : { salt: row["k"] as Uint8Array }),
    ...(row["m"] === undefined ? {} : { commitment: row["m"] as Uint8Array }),
    chain: row["h"] as Uint8Array,
  };
}

/** A text that somebody spoilt reads as nothing; the chain, which hashes the text itself, tells where. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
