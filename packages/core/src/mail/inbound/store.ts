import { type Aggregate, type Applied, BLANK, type Ctx } from "../../kernel/index.ts";
import { decodeSummary, indexPartition, type ListSpec, timeRank } from "../../table/index.ts";
import { type Events, events, type InboundMail, type Outcome } from "./schema.ts";

function evolve(state: InboundMail | undefined, event: Applied<Events>): InboundMail {
  if (event.type === "mail.redacted") {
    const blanks = Object.fromEntries(event.payload.blanked.map((field) => [field, BLANK]));
    return { ...(state as InboundMail), ...blanks };
  }
  if (event.type === "mail.source_requested") return state as InboundMail;
  if (event.type === "mail.released") return released(state as InboundMail, event);
  const { address = "", from = "", subject = "", rawFile } = event.content ?? {};
  const words = { address, from, subject, ...(rawFile === undefined ? {} : { rawFile }) };
  const { ticketId, ...facts } = event.payload;
  const found = ticketId === undefined ? {} : { ticketId };
  return { id: event.aggregateId, ...facts, ...found, ...words, createdAt: event.occurredAt };
}

type Released = Extract<Applied<Events>, { type: "mail.released" }>;

function released(state: InboundMail, { payload, content, occurredAt }: Released): InboundMail {
  const { despiteVirus: _, ticketId, ...judged } = payload;
  const rawFile = content?.rawFile;
  const found = ticketId === undefined ? {} : { ticketId };
  return { ...state, ...judged, ...found, ...(rawFile === undefined ? {} : { rawFile }), releasedAt: occurredAt };
}

/** What became no entry is looked through by outcome, above all the quarantine. */
const aside = ({ outcome, createdAt }: InboundMail) =>
  isAside(outcome) ? { work: { partition: ["ASIDE", outcome], sort: timeRank(createdAt) } } : {};

const isAside = (outcome: Outcome): boolean => outcome !== "TICKET" && outcome !== "ENTRY";

export const inbound: Aggregate<InboundMail, Events> = {
  name: "inbound mail",
  prefix: "inm",
  rowVersion: 1,
  events,
  evolve,
  redaction: "mail.redacted",
  store: {
    attributes: { outcome: "st", reason: "ca", from: "em", subject: "su", createdAt: "ct" },
    indexes: (state) => ({ ...aside(state), relation: { partition: ["INBOUND"], sort: timeRank(state.createdAt) } }),
  },
  readable: "mail:read",
  target: () => ({}),
};

/** What a list shows of a mail that came in. */
export type InboundSummary = Pick<InboundMail, "id" | "outcome" | "reason" | "from" | "subject" | "createdAt">;

/** Access pattern: what came in, newest first; or of that, what had one outcome. */
export const newest = (ctx: Ctx, outcome?: Outcome): ListSpec<InboundSummary> => ({
  name: "inbound",
  ...(outcome !== undefined && isAside(outcome)
    ? { index: "work", sources: [{ partition: indexPartition(ctx, ["ASIDE", outcome]) }] }
    : { index: "relation", sources: [{ partition: indexPartition(ctx, ["INBOUND"]) }] }),
  descending: true,
  filter: outcome ?? null,
  // Tickets and entries are most of what comes in: they are picked from all of it.
  ...(outcome === undefined ? {} : { keep: (row) => row["st"] === outcome }),
  decode: (row) => decodeSummary(inbound, row) as unknown as InboundSummary,
});
