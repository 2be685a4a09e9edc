import type {
  AgentBy as By,
  IssuerFor as For,
  ParentGuard as Guard,
  Level,
  FieldOwner as Owner,
  FieldType as Type,
} from "@switchboard/core/workspace";
import { enumOf } from "./enums.ts";

export const FieldType = enumOf<Type>("FieldType", "What the values of a field are.", {
  TEXT: "Text of up to 1 KB.",
  NUMBER: "A number.",
  BOOLEAN: "True or false.",
  ENUM: "One of the options.",
  MULTI_ENUM: "A list of options, each once.",
  DATE: "A day, as `2026-11-02`.",
  CURRENCY: 'An amount and its currency, as `{ amount: "12.50", currency: "EUR" }`.',
  URL: "An absolute http or https URL.",
});

export const FieldOwner = enumOf<Owner>("FieldOwner", "What carries a field.", {
  TICKET: "Tickets.",
  CUSTOMER: "Customers.",
  COMPANY: "Companies.",
});

export const ImpactLevel = enumOf<Level>("ImpactLevel", "How far something reaches, or how soon it hurts.", {
  LOW: "Few, or later.",
  MEDIUM: "Some, or soon.",
  HIGH: "Many, or now.",
});

export const ParentGuard = enumOf<Guard>(
  "ParentGuard",
  "What happens when a whole is resolved or closed before its parts are.",
  {
    NONE: "Nothing.",
    WARN: "It is done, and the event says how many parts are open.",
    HARD: "It is refused, naming the open parts.",
  },
);

export const StatusCategory = enumOf<"NEW" | "OPEN" | "WAITING_ON_CUSTOMER" | "WAITING_ON_THIRD_PARTY" | "RESOLVED">(
  "StatusCategory",
  "What a status of the company's own counts as.",
  {
    NEW: "Nobody has answered yet.",
    OPEN: "Somebody of the desk is next.",
    WAITING_ON_CUSTOMER: "The customer is next.",
    WAITING_ON_THIRD_PARTY: "Somebody outside is next.",
    RESOLVED: "The desk holds it for solved.",
  },
);

export const IssuerFor = enumOf<For>("IssuerFor", "Whom an identity provider speaks for.", {
  AGENTS: "Agents: a claim of its tokens names them.",
  CUSTOMERS: "Customers: it signs tokens of the type `customer+jwt` alone.",
  DECLARED: "Whoever each of its tokens says, in its claim `kind`, and customers as with CUSTOMERS.",
});

export const AgentBy = enumOf<By>("AgentBy", "What a claim names an agent by.", {
  ID: "The id they have here.",
  EMAIL: "Their e-mail address, which the token must call verified.",
});
