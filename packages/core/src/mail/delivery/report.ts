import { type Draft, emailKey } from "../../kernel/index.ts";
import { short } from "./decide.ts";
import type { Events } from "./events.ts";
import type { Delivery, DeliveryStatus, FeedbackInput, Recipient, RecipientStatus } from "./schema.ts";

/** How far each report goes: feedback comes late, twice and out of order, and a later stage is never undone. */
const STAGE: Readonly<Record<RecipientStatus, number>> = {
  QUEUED: 0,
  UNKNOWN: 1,
  SENT: 1,
  DELAYED: 2,
  DELIVERED: 3,
  FAILED: 4,
  BOUNCED: 4,
  COMPLAINED: 5,
  SUPPRESSED: 6,
};
/** What a mail to several is called: as it stands with whom it stands worst. */
const WORST = ["COMPLAINED", "BOUNCED", "FAILED", "UNKNOWN", "DELAYED", "SENT", "DELIVERED"] as const;
const REPORTED = { delivered: "DELIVERED", bounced: "BOUNCED", complained: "COMPLAINED", delayed: "DELAYED" } as const;

type Feedback = Pick<FeedbackInput, "kind" | "recipients">;
type Word = NonNullable<FeedbackInput["recipients"]>[number];

/** What a report says of one recipient, by place. */
interface Told {
  readonly place: number;
  readonly word: Word | undefined;
}

/** Whom a report is about. One that names nobody is about all; who is not among them tells nothing but of a mail to one. */
export function toldOf({ recipients }: Delivery, { recipients: words = [] }: Feedback): readonly Told[] {
  const live = recipients.flatMap((one, place) => (one.status === "SUPPRESSED" ? [] : [{ one, place }]));
  const [only] = live;
  if (words.length === 0) return live.map(({ place }) => ({ place, word: undefined }));
  const byAddress = new Map(words.map((word) => [emailKey(word.address), word]));
  const named = live.flatMap(({ one, place }) => {
    const word = byAddress.get(emailKey(one.address));
    return word ? [{ place, word }] : [];
  });
  // A server behind a forwarding one names an address that nobody here knows.
  return named.length === 0 && live.length === 1 && only ? [{ place: only.place, word: words[0] }] : named;
}

/** Who is not to be written to again: refused for good, or calls it spam. Nobody where it cannot be told who did. */
export function goneFor(delivery: Delivery, feedback: Feedback): readonly string[] {
  const told = toldOf(delivery, feedback);
  const isGone = ({ word }: Told) => {
    if (feedback.kind === "complained") return word !== undefined || told.length === 1;
    return feedback.kind === "bounced" && word?.permanent === true;
  };
  return told.filter(isGone).flatMap(({ place }) => delivery.recipients[place]?.address ?? []);
}

export function report(delivery: Delivery, feedback: Feedback): readonly Draft<Events>[] {
  const recipients = toldOf(delivery, feedback).flatMap(({ place, word }) => {
    const status = word?.permanent === false && feedback.kind === "bounced" ? "DELAYED" : REPORTED[feedback.kind];
    const before = delivery.recipients[place];
    if (!before || STAGE[status] <= STAGE[before.status]) return [];
    const said = [word?.status, word?.diagnostic].filter(Boolean).join(" ");
    return [{ place, status, ...(said === "" ? {} : { diagnostic: short(said) }) }];
  });
  if (recipients.length === 0) return [];
  const words = recipients.map(({ diagnostic }) => diagnostic).filter((one) => one !== undefined);
  const diagnostic = words.length > 0 ? short(words.join("; ")) : null;
  const status = standing(delivery.recipients.map((one, i) => recipients.find(({ place }) => place === i) ?? one));
  return [{ type: "delivery.reported", payload: { status, diagnostic, recipients } }];
}

/** Where there is a report about one, the mail went out to all. */
function standing(recipients: readonly Pick<Recipient, "status">[]): DeliveryStatus {
  const all: ReadonlySet<RecipientStatus> = new Set(
    recipients.map(({ status }) => (status === "QUEUED" || status === "UNKNOWN" ? "SENT" : status)),
  );
  return WORST.find((status) => all.has(status)) ?? "SENT";
}
