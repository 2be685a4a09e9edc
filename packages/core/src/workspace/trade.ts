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
