import { type Aggregate, type Applied, BLANK, type Ctx } from "../../kernel/index.ts";
import { decodeSummary, indexPartition, type ListSpec, timeRank } from "../../table/index.ts";
import { type Events, events, type InboundMail } from "./schema.ts";

function evolve(state: InboundMail | undefined, event: Applied<Events>): InboundMail {
  if (event.type === "mail.redacted") {
    const blanks = Object.fromEntries(event.payload.blanked.map((field) => [field, BLANK]));
    return { ...(state as InboundMail), ...blanks };
  }
  const { address = "", from = "", subject = "", rawFile } = event.content ?? {};
  const words = { address, from, subject, ...(rawFile === undefined ? {} : { rawFile }) };
  const { ticketId, ...facts } = event.payload;
  const found = ticketId === undefined ? {} : { ticketId };
  return { id: event.aggregateId, ...facts, ...found, ...words, createdAt: event.occurredAt };
}

export const inbound: Aggregate<InboundMail, Events> = {
  name: "inbound mail",
  prefix: "inm",
  rowVersion: 1,
  events,
  evolve,
  redaction: "mail.redacted",
  store: {
    attributes: { outcome: "st", reason: "ca", from: "em", subject: "su", createdAt: "ct" },
    indexes: (state) => ({ relation: { partition: ["INBOUND"], sort: timeRank(state.createdAt) } }),
  },
  readable: "mail:read",
  target: () => ({}),
};

/** What a list shows of a mail that came in. */
export type InboundSummary = Pick<InboundMail, "id" | "outcome" | "reason" | "from" | "subject" | "createdAt">;

/** Access pattern: what came in, newest first. */
export const newest = (ctx: Ctx): ListSpec<InboundSummary> => ({
  name: "inbound",
  index: "relation",
  sources: [{ partition: indexPartition(ctx, ["INBOUND"]) }],
  descending: true,
  filter: null,
  decode: (row) => decodeSummary(inbound, row) as unknown as InboundSummary,
});
