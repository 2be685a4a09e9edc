/** The words of the trade that a configuration speaks of, and tickets are made of. */
export const KINDS = ["QUESTION", "INCIDENT", "PROBLEM", "SERVICE_REQUEST", "TASK", "RETURN", "FEEDBACK"] as const;
export type Kind = (typeof KINDS)[number];

export const PRIORITIES = ["LOW", "NORMAL", "HIGH", "URGENT"] as const;
export type Priority = (typeof PRIORITIES)[number];

export const CHANNELS = ["EMAIL", "WEB", "API", "CHAT", "PHONE", "SOCIAL", "IN_PERSON", "LETTER"] as const;
export type Channel = (typeof CHANNELS)[number];

/** The categories every rule speaks of; a company's own statuses each belong to one (DOMAIN 2). */
export const STATUSES = [
  "NEW",
  "OPEN",
  "WAITING_ON_CUSTOMER",
  "WAITING_ON_THIRD_PARTY",
  "SNOOZED",
  "RESOLVED",
  "CLOSED",
] as const;
export type Status = (typeof STATUSES)[number];

/** How far something reaches, and how soon it hurts: what priority follows from. */
export const LEVELS = ["LOW", "MEDIUM", "HIGH"] as const;
export type Level = (typeof LEVELS)[number];

/** What happens when a whole is to be resolved or closed before its parts are (DOMAIN 2). */
export const PARENT_GUARDS = ["NONE", "WARN", "HARD"] as const;
export type ParentGuard = (typeof PARENT_GUARDS)[number];

/** How much a customer matters to the company: drives priority and service levels. */
export const TIERS = ["STANDARD", "PRIORITY", "VIP"] as const;
export type Tier = (typeof TIERS)[number];
