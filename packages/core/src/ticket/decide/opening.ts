import { DAY, type Draft } from "../../kernel/index.ts";
import { addressIn, type Config, type FollowUp } from "../../workspace/index.ts";
import type { Events } from "../events/index.ts";
import type { Ticket, TicketLoad } from "../schema/index.ts";
import { type Drafts, type Spoken, spoken } from "./spoken.ts";
import { unique } from "./unique.ts";

/** Everything a new ticket starts with. */
export interface Opening {
  readonly number: number;
  readonly configVersion: number;
  readonly customerId: string;
  readonly subject: string;
  readonly channel: Ticket["channel"];
  readonly kind: Ticket["kind"];
  readonly priority: Ticket["priority"];
  readonly impact?: Ticket["impact"] | undefined;
  readonly urgency?: Ticket["urgency"] | undefined;
  readonly category?: string | undefined;
  readonly tags: readonly string[];
  readonly followUpOf?: string | undefined;
  readonly splitFrom?: string | undefined;
  readonly internal?: true | undefined;
  readonly assigneeId?: string | undefined;
  readonly load?: TicketLoad | undefined;
  readonly teamId?: string | undefined;
  readonly address?: string | undefined;
}

export function opened(opening: Opening): Draft<Events> {
  const { subject, address, ...facts } = opening;
  const content = address === undefined ? { subject } : { subject, address };
  return { type: "ticket.opened", payload: { ...facts, tags: unique(facts.tags) }, content };
}

/** A new ticket; `also` stands in front of its first message. */
export function open(opening: Opening, first: Spoken, from: "CUSTOMER" | "AGENT", also: Drafts = []): Drafts {
  const status = from === "CUSTOMER" ? "NEW" : "WAITING_ON_CUSTOMER";
  const type = from === "CUSTOMER" ? "ticket.message_received" : "ticket.replied";
  return [opened(opening), ...also, { type, payload: spoken(first, status), content: first.words }];
}

/** What holds for answers to a closed ticket: the rule of the address it came to, else the workspace's. */
export const followUpRule = (config: Config, { address }: Ticket): FollowUp =>
  (address === undefined ? undefined : addressIn(config, address)?.followUp) ?? config.settings.followUp;

/** Whether a message to a closed ticket opens it again or starts one that follows (DOMAIN 2). */
export function followsUp(ticket: Ticket, { policy, days }: FollowUp, at: number): boolean {
  if (ticket.status !== "CLOSED") return false;
  if (policy === "REOPEN_WITHIN") return at > (ticket.closedAt ?? 0) + days * DAY;
  return policy === "NEW_TICKET";
}

/** What a ticket takes over from another: how it was sorted there. */
export const sortedAs = ({ priority, impact, urgency, category, teamId }: Ticket) => ({
  priority,
  impact,
  urgency,
  category,
  teamId,
});

/** A ticket that follows copies fields, not messages. */
export const followUp = (
  ticket: Ticket,
  { owner }: FollowUp,
  fresh: { number: number; configVersion: number },
): Opening => ({
  ...fresh,
  customerId: ticket.customerId,
  subject: ticket.subject,
  channel: ticket.channel,
  kind: ticket.kind,
  ...sortedAs(ticket),
  tags: ticket.tags,
  followUpOf: ticket.id,
  address: ticket.address,
  assigneeId: owner === "KEEP" ? ticket.assigneeId : undefined,
});
