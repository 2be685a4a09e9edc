import { createHash } from "node:crypto";
import { type ActorRef, actorCode, type Ctx } from "../kernel/index.ts";
import type { Key, Row, Write } from "../port/index.ts";
import { recordKey } from "../table/index.ts";
import { FULL, roomFor, type Taking } from "./decide.ts";

/** What a caller is called by an issuer may be long, or anything: the key has a digest of it. */
export const callerKey = (ctx: Ctx, caller: ActorRef): Key =>
  recordKey(ctx, "rate", createHash("sha256").update(actorCode(caller)).digest("base64url"));

/** What holds the rate at which a workspace sends mail. */
export const mailKey = (ctx: Ctx): Key => recordKey(ctx, "rate", "mail");

export const workspaceKey = (ctx: Ctx): Key => recordKey(ctx, "rate", "workspace");

/** A bucket nobody has touched for an hour is as good as none. */
const KEPT_SECONDS = 3_600;
const expiry = (now: number): number => Math.ceil((now + FULL) / 1_000_000) + KEPT_SECONDS;

/** Access pattern: one bucket, by one conditional update: of one that is being paid off. Never read ahead. */
export const takeBusy = (key: Key, { now, price, full }: Taking): Write => ({
  kind: "update",
  key,
  update: {
    expression: "SET #t = #t + :price, #x = :x",
    names: { "#t": "tat", "#x": "x" },
    values: { ":price": price, ":x": expiry(now) },
  },
  condition: {
    expression: "#t >= :now AND #t <= :most",
    names: { "#t": "tat" },
    values: { ":now": now, ":most": now + roomFor(price, full) },
  },
  returns: true,
});

/** The same of one that is full or new. */
export const takeIdle = (key: Key, { now, price }: Taking): Write => ({
  kind: "update",
  key,
  update: {
    expression: "SET #t = :then, #x = :x",
    names: { "#t": "tat", "#x": "x" },
    values: { ":then": now + price, ":x": expiry(now) },
  },
  condition: {
    expression: "attribute_not_exists(#t) OR #t < :now",
    names: { "#t": "tat" },
    values: { ":now": now },
  },
  returns: true,
});

/** What was taken for a request that another bucket then refused. */
export const giveBack = (key: Key, price: number): Write => ({
  kind: "update",
  key,
  update: { expression: "SET #t = #t - :price", names: { "#t": "tat" }, values: { ":price": price } },
  condition: { expression: "attribute_exists(#t)", names: { "#t": "tat" } },
  returns: true,
});

export const tatOf = (row: Row | undefined): number | undefined =>
  row?.["tat"] === undefined ? undefined : Number(row["tat"]);
