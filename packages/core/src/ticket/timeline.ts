import { authorize, type Ctx, may, type Target, type Visibility } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import { SPEAKING } from "./decide/index.ts";

/** What a timeline can be narrowed to: what was said in public, what staff noted, what was done. */
export const SHOWN = ["MESSAGES", "NOTES", "AUDIT"] as const;
export type Shown = (typeof SHOWN)[number];

export interface TimelineOptions {
  /** These alone; the conversation as the caller sees it when absent. */
  readonly show?: readonly Shown[] | undefined;
  /** Nothing that was written after this time, ms. */
  readonly asOf?: number | undefined;
}

/** What of a history is read, and which rows of it are shown. */
export interface Showing {
  readonly visible: readonly Visibility[];
  readonly keep?: (row: Row) => boolean;
  /** The time it is put together as of, ms. */
  readonly asOf?: number | undefined;
  /** What narrows it, for cursors. */
  readonly filter: unknown;
}

export const EVERYTHING: Showing = { visible: ["public", "note", "audit"], filter: null };

/** @throws FORBIDDEN for notes or audit without the right to read them */
export async function showing(ctx: Ctx, of: Target, { show, asOf }: TimelineOptions): Promise<Showing> {
  const tests = [show && kindTest(show), asOf === undefined ? undefined : (row: Row) => Number(row["at"]) <= asOf];
  const given = tests.filter((test) => test !== undefined);
  const keep = given.length === 0 ? {} : { keep: (row: Row) => given.every((test) => test(row)) };
  return { visible: await visibleFor(ctx, of, show), ...keep, asOf, filter: [show ?? null, asOf ?? null] };
}

async function visibleFor(ctx: Ctx, of: Target, show: TimelineOptions["show"]): Promise<readonly Visibility[]> {
  if (show === undefined) return (await may(ctx, "ticket:read_notes", of)) ? ["public", "note"] : ["public"];
  if (show.includes("NOTES")) await authorize(ctx, "ticket:read_notes", of);
  if (show.includes("AUDIT")) await authorize(ctx, "ticket:read_audit", of);
  const visible: Visibility[] = show.includes("MESSAGES") || show.includes("AUDIT") ? ["public"] : [];
  return [
    ...visible,
    ...(show.includes("NOTES") ? (["note"] as const) : []),
    ...(show.includes("AUDIT") ? (["audit"] as const) : []),
  ];
}

/** In public are messages, and what was done with the ticket. */
const kindTest = (show: readonly Shown[]) => (row: Row) => {
  if (!String(row["sk"]).startsWith("P#")) return true;
  return show.includes(SPEAKING.has(String(row["t"])) ? "MESSAGES" : "AUDIT");
};
