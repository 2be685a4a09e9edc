import { type Actor, ERRORS, type ErrorCode } from "@switchboard/core";
import type { Origin, Scope, Visibility } from "@switchboard/core/kernel";
import type {
  Match,
  Outcome,
  Purpose,
  RecipientStatus as Reached,
  Recipient,
  DeliveryStatus as Sent,
} from "@switchboard/core/mail";
import type { Format } from "@switchboard/core/markup";
import type { Status, Ticket } from "@switchboard/core/ticket";
import type { Settings } from "@switchboard/core/workspace";
import { builder } from "../builder.ts";

/** An enum from one description a value. On the wire values are SCREAMING_CASE, inside they are core's own. */
export function enumOf<T extends string>(name: string, description: string, values: Readonly<Record<T, string>>) {
  const entries = Object.entries<string>(values).map(([value, says]) => [
    value.toUpperCase(),
    { value: value as T, description: says },
  ]);
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(entries) as Record<string, { value: T; description: string }>,
  });
}

export const TicketStatus = enumOf<Status>("TicketStatus", "Where a ticket stands.", {
  NEW: "Nobody has answered yet.",
  OPEN: "Somebody of the desk is next.",
  WAITING_ON_CUSTOMER: "The customer is next.",
  WAITING_ON_THIRD_PARTY: "Somebody outside is next.",
  SNOOZED: "Nobody needs to look before a time, or before the customer's next message.",
  RESOLVED: "The desk holds it for solved; it closes by itself later.",
  CLOSED: "Over: it changes no more.",
});

export const TicketPriority = enumOf<Ticket["priority"]>("TicketPriority", "How urgent a ticket is.", {
  LOW: "It can wait.",
  NORMAL: "The usual.",
  HIGH: "Ahead of the usual.",
  URGENT: "Now.",
});

export const TicketKind = enumOf<Ticket["kind"]>("TicketKind", "What sort of work a ticket is.", {
  QUESTION: "Somebody wants to know something.",
  INCIDENT: "A service is broken or worse than usual: restore it.",
  PROBLEM: "The cause behind incidents.",
  SERVICE_REQUEST: "Something predefined, to be approved and fulfilled.",
  TASK: "Something to do.",
  RETURN: "Goods come back, or money goes back.",
  FEEDBACK: "Praise, complaint or an idea.",
});

export const Channel = enumOf<Ticket["channel"]>("Channel", "The way a conversation came in.", {
  EMAIL: "E-mail.",
  WEB: "A form on a web page.",
  API: "Another program, over this API.",
  CHAT: "Live chat.",
  PHONE: "A call.",
  SOCIAL: "A social network.",
  IN_PERSON: "Face to face.",
  LETTER: "Paper: letter or fax.",
});

export const MessageFrom = enumOf<"CUSTOMER" | "AGENT">("MessageFrom", "Whose words open a ticket.", {
  CUSTOMER: "The customer's own.",
  AGENT: "The desk's: they go out as mail.",
});

export const StatusAfterReply = enumOf<"OPEN" | "WAITING_ON_CUSTOMER" | "RESOLVED">(
  "StatusAfterReply",
  "Where a ticket goes with a public answer.",
  {
    OPEN: "More is to be done by the desk.",
    WAITING_ON_CUSTOMER: "The customer is next.",
    RESOLVED: "This answer solves it.",
  },
);

export const StatusChange = enumOf<"OPEN" | "WAITING_ON_CUSTOMER" | "WAITING_ON_THIRD_PARTY">(
  "StatusChange",
  "A status that is set by hand. Snoozing, resolving, reopening and closing have mutations of their own.",
  {
    OPEN: "Somebody of the desk is next.",
    WAITING_ON_CUSTOMER: "The customer is next.",
    WAITING_ON_THIRD_PARTY: "Somebody outside is next.",
  },
);

export const EntryVisibility = enumOf<Visibility>("EntryVisibility", "Who sees an entry.", {
  public: "Everybody who sees the ticket, the customer too.",
  note: "Staff alone.",
  audit: "Those who read the audit alone.",
});

export const EventOrigin = enumOf<Origin>("EventOrigin", "How an event came into being.", {
  live: "It happened here.",
  import: "Taken over from another system.",
  seed: "Demo data.",
  repair: "Made by a repair.",
});

export const ActorKind = enumOf<Actor["kind"]>("ActorKind", "What sort of caller acts.", {
  agent: "Somebody of the desk.",
  customer: "A customer.",
  visitor: "A customer nobody knows yet: a visitor of the company's page.",
  app: "A program with a key of its own.",
  system: "Switchboard itself.",
});

export const PermissionScope = enumOf<Scope>("PermissionScope", "How far a permission reaches.", {
  own: "What is assigned to me; for a customer, what is theirs.",
  team: "What belongs to my teams.",
  all: "Everything in the workspace.",
});

export const FollowUpPolicy = enumOf<Settings["followUp"]["policy"]>(
  "FollowUpPolicy",
  "What happens when a customer answers a closed ticket.",
  {
    REOPEN: "It opens again, however old.",
    NEW_TICKET: "A new ticket follows it.",
    REOPEN_WITHIN: "It opens again within some days; after that a new ticket follows it.",
  },
);

export const FollowUpOwner = enumOf<Settings["followUp"]["owner"]>(
  "FollowUpOwner",
  "Who is responsible for a ticket that follows another.",
  { KEEP: "The one who was.", RESET: "Nobody yet." },
);

export const Code = enumOf<ErrorCode>(
  "ErrorCode",
  "Every code a refusal can have. Switch on these, never on messages.",
  Object.fromEntries(Object.entries(ERRORS).map(([code, { says }]) => [code, says])) as Record<ErrorCode, string>,
);

export const DeliveryStatus = enumOf<Sent>("DeliveryStatus", "What became of a mail that went out.", {
  SENDING: "The carrier is being asked.",
  RETRYING: "The carrier had no room; it is tried again by itself.",
  SENT: "The carrier took it.",
  DELIVERED: "The recipient's server took it.",
  DELAYED: "The recipient's server does not take it yet.",
  BOUNCED: "The recipient's server refused it.",
  COMPLAINED: "The recipient called it spam.",
  FAILED: "It was refused for good, or cannot be sent.",
  UNKNOWN: "Nobody knows whether it went out. It is not sent again by itself.",
});

export const TextFormat = enumOf<Format>("TextFormat", "In which form somebody writes.", {
  PLAIN: "As it stands.",
  MARKDOWN: "Markdown; a line break is one.",
  HTML: "HTML; what could do harm is taken out.",
});

export const MailPurpose = enumOf<Purpose>("MailPurpose", "What a mail was sent for.", {
  REPLY: "A public answer.",
  ACKNOWLEDGEMENT: "Answers a new ticket at once.",
  AWAY: "Tells a customer who wrote out of hours.",
  TEST: "Somebody tries whether mail goes out.",
});

export const RecipientRole = enumOf<Recipient["role"]>("RecipientRole", "Where a mail names a recipient.", {
  TO: "It is written to them.",
  CC: "They get a copy.",
});

export const RecipientStatus = enumOf<Reached>("RecipientStatus", "What became of a mail at one recipient.", {
  QUEUED: "It waits for the carrier.",
  SENT: "The carrier took it.",
  DELIVERED: "Their server took it.",
  DELAYED: "Their server does not take it yet.",
  BOUNCED: "Their server refused it.",
  COMPLAINED: "They called it spam.",
  FAILED: "It was refused for good, or cannot be sent.",
  UNKNOWN: "Nobody knows whether it went out.",
  SUPPRESSED: "They were left out: no mail goes to this address.",
});

export const InboundOutcome = enumOf<Outcome>("InboundOutcome", "What became of a mail that came in.", {
  TICKET: "It opened a ticket.",
  ENTRY: "It became an entry of a ticket, or of the one that follows it.",
  DUPLICATE: "The same mail came before.",
  BOUNCE: "A delivery report: noted on the mail it is about.",
  COMPLAINT: "A complaint: noted on the mail it is about.",
  QUARANTINED: "Spam or a virus: kept aside.",
  LOOP: "It came from this desk itself.",
  NO_SENDER: "Nobody to answer.",
});

export const InboundMatch = enumOf<Match>("InboundMatch", "How a mail found its ticket.", {
  TOKEN: "By our signed reply address.",
  REFERENCES: "By the messages it refers to.",
  SUBJECT: "By the ticket's number in its subject.",
  NONE: "It found none.",
});
