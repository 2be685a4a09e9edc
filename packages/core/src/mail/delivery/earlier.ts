import type { Ctx, StoredEvent } from "../../kernel/index.ts";
import { aggregatePartition, decodeEvent, eventPrefix, sequenceRank } from "../../table/index.ts";
import type * as Ticket from "../../ticket/index.ts";

/** Earlier messages that are looked at. */
const DEPTH = 20;

/** A mail that came in on a ticket. */
export interface Came {
  readonly facts: Ticket.MailFacts;
  /** Null once they were redacted. */
  readonly words: Ticket.Words | null;
}

/** Access pattern: the mails that came in on a ticket before an entry, newest first. */
export async function earlierMails(ctx: Ctx, event: StoredEvent): Promise<readonly Came[]> {
  const page = await ctx.table.query({
    partition: aggregatePartition(ctx, event.aggregateId),
    from: eventPrefix("public"),
    to: eventPrefix("public") + sequenceRank(event.sequence),
    reverse: true,
    limit: DEPTH,
    consistent: true,
  });
  return page.rows.flatMap((row) => {
    const { payload, content } = decodeEvent(row);
    const { mail } = payload as { mail?: Ticket.MailFacts };
    return mail ? [{ facts: mail, words: content as Ticket.Words | null }] : [];
  });
}
