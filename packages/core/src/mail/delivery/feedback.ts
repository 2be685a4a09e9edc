import { authorize, type Ctx, keyless, parse, prefixOf } from "../../kernel/index.ts";
import { FeedbackInput } from "./schema.ts";

/**
 * Notes what the carrier reports about a message. Reports come late, twice and out of order: a later stage is
 * never undone, and one about an unknown delivery changes nothing.
 *
 * @throws FORBIDDEN, VALIDATION
 */
export async function recordFeedback(ctx: Ctx, raw: FeedbackInput): Promise<void> {
  await authorize(ctx, "mail:process");
  const input = parse(FeedbackInput, raw);
  if (prefixOf(input.deliveryId) !== "dlv") return;
  // Whoever only reads of mail does not load what reports come to.
  const { recordPart } = await import("./reported.ts");
  // Every part is a commit of its own: under the key of the request the first would stand for all.
  const own = keyless(ctx);
  for (const recipients of parts(input.recipients)) await recordPart(own, { ...input, recipients });
}

/** A commit has a hundred rows: a report about many goes in several, each whole. */
const PART = 20;
const parts = <T>(all: readonly T[]): readonly T[][] => [
  all.slice(0, PART),
  ...Array.from({ length: Math.ceil(all.length / PART) - 1 }, (_, i) => all.slice((i + 1) * PART, (i + 2) * PART)),
];
