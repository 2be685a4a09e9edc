import type { AgentRole } from "@switchboard/core/kernel";

/** Northwind Bikes sells and mends bicycles: small enough to know everybody, big enough for every role. */
export const COMPANY = "Northwind Bikes";
export const SUPPORT_ADDRESS = { address: "support@northwind-bikes.example", name: "Northwind Bikes Support" };

/** Mail to it is the workshop's, and acknowledged at once. */
export const WORKSHOP_ADDRESS = { address: "workshop@northwind-bikes.example", name: "Northwind Bikes Workshop" };

interface Person {
  readonly name: string;
  readonly email: string;
}

const at = (local: string): string => `${local}@northwind-bikes.example`;

/** One person for each of the built-in roles; every platform has them, also one without demo data. */
export const STAFF = {
  admin: { name: "Ingrid Solheim", email: at("ingrid"), roles: ["admin"] },
  manager: { name: "Tomás Herrera", email: at("tomas"), roles: ["manager"] },
  lead: { name: "Priya Raman", email: at("priya"), roles: ["team_lead"] },
  representative: { name: "Maya Lindqvist", email: at("maya"), roles: ["representative"] },
  specialist: { name: "Kofi Mensah", email: at("kofi"), roles: ["technical_specialist"] },
  quality: { name: "Ewa Nowak", email: at("ewa"), roles: ["quality_specialist"] },
  trainer: { name: "Samir Haddad", email: at("samir"), roles: ["trainer"] },
} as const satisfies Record<string, Person & { roles: readonly AgentRole[] }>;
export type StaffRole = keyof typeof STAFF;

/** The second representative, who came with the demo data. */
export const JONAS = { name: "Jonas Weber", email: at("jonas"), roles: ["representative"] } as const;

/** Invited, and expected. */
export const LENA = { name: "Lena Fischer", email: at("lena"), roles: ["representative"] } as const;

/** Suspended for now. */
export const RUBEN = { name: "Ruben Costa", email: at("ruben"), roles: ["trainer"] } as const;

/** Who works on the demo tickets, by first name. */
export const AGENTS = {
  ingrid: STAFF.admin,
  tomas: STAFF.manager,
  priya: STAFF.lead,
  maya: STAFF.representative,
  kofi: STAFF.specialist,
  ewa: STAFF.quality,
  samir: STAFF.trainer,
  jonas: JONAS,
} as const;
export type AgentName = keyof typeof AGENTS;

interface CustomerSeed extends Person {
  readonly tier?: "STANDARD" | "PRIORITY" | "VIP";
  readonly locale?: string;
  readonly timeZone?: string;
}

/** The first one is who the customer's token speaks for. */
export const CUSTOMERS = {
  hanna: { name: "Hanna Berg", email: "hanna.berg@mailbox.example", locale: "nb-NO", timeZone: "Europe/Oslo" },
  luca: { name: "Luca Moretti", email: "luca.moretti@posta.example", locale: "it-IT", timeZone: "Europe/Rome" },
  aisha: { name: "Aisha Khan", email: "aisha.khan@mail.example", tier: "PRIORITY", timeZone: "Europe/London" },
  pieter: { name: "Pieter de Vries", email: "pieter@devries.example", locale: "nl-NL", timeZone: "Europe/Amsterdam" },
  sofia: { name: "Sofía Álvarez", email: "sofia.alvarez@correo.example", locale: "es-ES", timeZone: "Europe/Madrid" },
  greta: { name: "Greta Holm", email: "greta.holm@post.example", locale: "sv-SE", timeZone: "Europe/Stockholm" },
  marcus: { name: "Marcus Okafor", email: "marcus@okafor.example", timeZone: "Europe/London" },
  yuki: { name: "Yuki Tanaka", email: "yuki.tanaka@mail.example", locale: "ja-JP", timeZone: "Asia/Tokyo" },
  claire: { name: "Claire Dubois", email: "claire.dubois@courrier.example", locale: "fr-FR", timeZone: "Europe/Paris" },
  velo: { name: "Velo Courier Co-op", email: "fleet@velo-courier.example", tier: "VIP", timeZone: "Europe/Berlin" },
  ben: { name: "Ben Whitaker", email: "ben.whitaker@mail.example", timeZone: "Europe/Dublin" },
  nadia: { name: "Nadia Petrova", email: "nadia.petrova@mail.example", timeZone: "Europe/Sofia" },
  olivia: { name: "Olivia Grant", email: "olivia.grant@mail.example", tier: "PRIORITY", timeZone: "America/Toronto" },
  stefan: { name: "Stefan Huber", email: "stefan.huber@mail.example", locale: "de-AT", timeZone: "Europe/Vienna" },
  school: { name: "Riverside Primary School", email: "office@riverside-primary.example", timeZone: "Europe/London" },
} as const satisfies Record<string, CustomerSeed>;
export type CustomerName = keyof typeof CUSTOMERS;
