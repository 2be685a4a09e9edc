import type { AgentStatus } from "@switchboard/core/agent";
import type { AppStatus } from "@switchboard/core/app";
import type {
  Customer,
  IdentityKind,
  SuppressionReason as Suppressed,
  UpsertOutcome,
} from "@switchboard/core/customer";
import type { AgentRole as Role } from "@switchboard/core/kernel";
import { enumOf } from "./enums.ts";

export const AgentRole = enumOf<Role>("AgentRole", "What an agent does, and so may do.", {
  representative: "Answers customers.",
  team_lead: "Leads representatives.",
  quality_specialist: "Reviews the work of others.",
  trainer: "Trains others.",
  manager: "Runs the desk and its people.",
  technical_specialist: "Solves what needs an engineer.",
  admin: "Sets everything up.",
});

export const AgentState = enumOf<AgentStatus>("AgentStatus", "Whether an agent may work.", {
  INVITED: "May accept the invitation, and nothing else.",
  ACTIVE: "May do what the roles say.",
  SUSPENDED: "May do nothing for now.",
  OFFBOARDED: "Has left for good, or was invited and never came.",
});

export const CustomerTier = enumOf<Customer["tier"]>("CustomerTier", "How a customer, or a company, is served.", {
  STANDARD: "The usual.",
  PRIORITY: "Ahead of the usual.",
  VIP: "Ahead of everybody.",
});

export const CustomerOutcome = enumOf<UpsertOutcome>("UpsertOutcome", "What an upsert came to.", {
  CREATED: "There was none; now there is.",
  UPDATED: "There was one, and something about them is new.",
  NOOP: "There was one, and nothing is new.",
});

export const CustomerIdentityKind = enumOf<IdentityKind>("CustomerIdentityKind", "By what a customer is known.", {
  EMAIL: "An e-mail address.",
  PHONE: "A telephone number.",
  EXTERNAL: "An id in another system.",
  SOCIAL: "A handle of a social network.",
});

export const SuppressionReason = enumOf<Suppressed>("SuppressionReason", "Why no mail goes to a customer.", {
  BOUNCE: "It came back.",
  COMPLAINT: "They called it spam.",
  REQUEST: "They asked for it.",
});

export const AppState = enumOf<AppStatus>("AppState", "Whether the keys of an app work.", {
  ACTIVE: "They do.",
  DISABLED: "They open nothing for now.",
});
