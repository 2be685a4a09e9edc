import type { Ticket } from "../schema/index.ts";
import { conversation, opened } from "./conversation.ts";
import { fields } from "./fields.ts";
import { life } from "./life.ts";
import { people } from "./people.ts";
import { status } from "./status.ts";
import type { Event, Steps } from "./step.ts";
import { structure } from "./structure.ts";
import { work } from "./work.ts";

type Step = (ticket: Ticket, event: Event) => Ticket;

const STEPS: Steps<Exclude<Event["type"], "ticket.opened">> = {
  ...conversation,
  ...fields,
  ...life,
  ...people,
  ...status,
  ...structure,
  ...work,
};

/** What is no work on the ticket itself: it moves no list. */
const QUIET: ReadonlySet<Event["type"]> = new Set([
  "ticket.redacted",
  "ticket.linked",
  "ticket.unlinked",
  "ticket.followed",
  "ticket.unfollowed",
  "ticket.mentioned",
  "ticket.deleted",
  "ticket.restored",
  "ticket.purged",
]);

/** The state after an event. */
export function evolve(state: Ticket | undefined, event: Event): Ticket {
  if (event.type === "ticket.opened") return opened(event);
  const step = STEPS[event.type] as Step;
  const next = step(state as Ticket, event);
  return QUIET.has(event.type) ? next : { ...next, activityAt: event.at };
}
