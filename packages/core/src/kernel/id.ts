import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { fromBase32, toBase32 } from "./base32.ts";
import type { Clock } from "./clock.ts";

/**
 * Ids are `<prefix>_<26 letters>`: 10 of time (ms), 10 of chance, 6 that follow from the first 20.
 * The 98 bits that count are few enough for an entry id to hold its aggregate AND its position
 * inside one cipher block, so it needs no row of its own (docs/decisions/0002-ids.md).
 */
export const PREFIXES = {
  wsp: { kind: 1, noun: "workspace" },
  agt: { kind: 2, noun: "agent" },
  cus: { kind: 3, noun: "customer" },
  tkt: { kind: 4, noun: "ticket" },
  att: { kind: 5, noun: "attachment" },
  dlv: { kind: 6, noun: "delivery" },
  inm: { kind: 7, noun: "inbound mail" },
  app: { kind: 8, noun: "app" },
  key: { kind: 9, noun: "key" },
  cmp: { kind: 10, noun: "company" },
  viw: { kind: 11, noun: "view" },
  rte: { kind: 13, noun: "route" },
  slc: { kind: 12, noun: "ticket's clocks" },
  esc: { kind: 14, noun: "escalation" },
  hov: { kind: 16, noun: "hand-over" },
  inc: { kind: 15, noun: "major incident" },
  sup: { kind: 17, noun: "suppressed address" },
  evt: { kind: 0, noun: "entry" },
} as const;

export type Prefix = keyof typeof PREFIXES;

/** Time-ordered ids and the only source of chance. */
export interface Ids {
  next(prefix: Prefix): string;
  /** The id that always follows from these words: creating it twice is refused by the table itself. */
  derive(prefix: Prefix, at: number, ...words: string[]): string;
  bytes(length: number): Uint8Array;
  /** Uniform in [0, 1). */
  random(): number;
}

const RANDOM_BITS = 50n;
const RANDOM_MASK = (1n << RANDOM_BITS) - 1n;

export function createIds(clock: Clock, bytes: (length: number) => Uint8Array = randomBytes): Ids {
  let lastTime = 0;
  let lastChance = 0n;
  const chance = () => toBigInt(bytes(7)) & RANDOM_MASK;
  return {
    bytes,
    random: () => Number(toBigInt(bytes(6))) / 2 ** 48,
    derive: (prefix, at, ...words) =>
      format(prefix, at, toBigInt(digest(words.join("\n")).subarray(0, 7)) & RANDOM_MASK),
    next(prefix) {
      const now = clock.now();
      // Within one millisecond the chance part counts up by a random step: ordered, yet not guessable. Where it can
      // count no further, the next millisecond is taken before its time.
      const counted = lastChance + 1n + (chance() >> 20n);
      const isFresh = now > lastTime || counted > RANDOM_MASK;
      lastTime = Math.max(now, counted > RANDOM_MASK ? lastTime + 1 : lastTime);
      lastChance = isFresh ? chance() : counted;
      return format(prefix, lastTime, lastChance);
    },
  };
}

/** Ids that follow from a seed: the same run gives the same ids. For tests and simulation only. */
export function seededIds(seed: string, clock: Clock): Ids {
  let counter = 0;
  return createIds(clock, (length) => {
    const parts: Buffer[] = [];
    for (let have = 0; have < length; have += 32) parts.push(digest(`${seed}:${counter++}`));
    return Buffer.concat(parts).subarray(0, length);
  });
}

/** The aggregate there is exactly one of per workspace. */
export const singletonId = (prefix: Prefix): string => format(prefix, 0, 0n);

const SHAPE = /^([a-z]{3})_([0-9a-hjkmnp-tv-z]{26})$/;

/** The prefix of a well-formed id, or null. Says nothing about whether it exists. */
export function prefixOf(id: string): Prefix | null {
  const prefix = SHAPE.exec(id)?.[1];
  return prefix !== undefined && prefix in PREFIXES ? (prefix as Prefix) : null;
}

/** The public id of the `sequence`-th event of an aggregate: resolvable with the key, and shows no count. */
export function sealEntryId(key: Uint8Array, aggregateId: string, sequence: number): string {
  const prefix = prefixOf(aggregateId);
  const head = fromBase32(aggregateId.slice(4, 24));
  if (prefix === null || head === null) throw new RangeError(`not an aggregate id: ${aggregateId}`);
  const time = head >> RANDOM_BITS;
  const packed =
    (BigInt(PREFIXES[prefix].kind) << 122n) | (time << 74n) | ((head & RANDOM_MASK) << 24n) | BigInt(sequence);
  const cipher = createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
  return `evt_${toBase32(toBigInt(cipher.update(toBytes(packed))), 26)}`;
}

/** What an entry id stands for, or null when it is none of this key's. */
export function openEntryId(key: Uint8Array, id: string): { aggregateId: string; sequence: number } | null {
  const value = prefixOf(id) === "evt" ? fromBase32(id.slice(4)) : null;
  if (value === null || value >> 128n !== 0n) return null;
  const cipher = createDecipheriv("aes-128-ecb", key, null).setAutoPadding(false);
  const packed = toBigInt(cipher.update(toBytes(value)));
  const kind = Number(packed >> 122n);
  const prefix = (Object.keys(PREFIXES) as Prefix[]).find((p) => p !== "evt" && PREFIXES[p].kind === kind);
  if (prefix === undefined) return null;
  const time = Number((packed >> 74n) & ((1n << 48n) - 1n));
  return { aggregateId: format(prefix, time, (packed >> 24n) & RANDOM_MASK), sequence: Number(packed & 0xffffffn) };
}

/** The part of an id that the rest follows from: 20 letters, for places where every letter counts. */
export const headOf = (id: string): string => id.slice(4, 24);

/** The id with this head, or null when it is none. */
export function idOfHead(prefix: Prefix, head: string): string | null {
  const value = head.length === 20 ? fromBase32(head) : null;
  return value === null ? null : format(prefix, Number(value >> RANDOM_BITS), value & RANDOM_MASK);
}

function format(prefix: Prefix, time: number, chance: bigint): string {
  const head = toBase32((BigInt(time) << RANDOM_BITS) | chance, 20);
  const fill = toBigInt(digest(prefix + head).subarray(0, 4)) >> 2n;
  return `${prefix}_${head}${toBase32(fill, 6)}`;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const toBigInt = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);

const toBytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(32, "0"), "hex");
