import type { WorkingHours } from "../../calendar/index.ts";
import type { Path } from "../../kernel/index.ts";
import type { Config, HeldSkill } from "../../workspace/index.ts";

/** What a check of a configuration finds, and how bad it is: with an ERROR something never works. */
export const FINDINGS = {
  QUEUE_MATCHES_NOTHING: "ERROR",
  QUEUE_UNREACHABLE: "ERROR",
  QUEUE_WITHOUT_AGENTS: "ERROR",
  POLICY_MATCHES_NOTHING: "ERROR",
  POLICY_UNREACHABLE: "ERROR",
  TARGET_NEVER_APPLIES: "WARNING",
  SKILL_HELD_BY_NOBODY: "ERROR",
  SKILL_UNKNOWN: "ERROR",
  SKILL_NOT_IN_QUEUE: "WARNING",
  PREFERRED_SKILL_HELD_BY_NOBODY: "WARNING",
  SKILL_UNUSED: "WARNING",
  TEAM_UNKNOWN: "ERROR",
  TEAM_WITHOUT_AGENTS: "WARNING",
  TEAM_WITHOUT_HOURS: "ERROR",
  TEAM_ALWAYS_OPEN: "WARNING",
  CALENDAR_UNKNOWN: "ERROR",
  CALENDAR_UNUSED: "WARNING",
  CATEGORY_UNKNOWN: "WARNING",
  OVERFLOW_AGENT_UNKNOWN: "ERROR",
  OVERFLOW_AGENT_NOT_ACTIVE: "ERROR",
  ESCALATION_AGENT_UNKNOWN: "ERROR",
  CHANNEL_TOO_COSTLY: "ERROR",
} as const satisfies Record<string, "ERROR" | "WARNING">;
export type FindingCode = keyof typeof FINDINGS;
export type Severity = (typeof FINDINGS)[FindingCode];

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Where in the configuration, as `["queues", 2, "when"]`. */
  readonly path: Path;
  readonly message: string;
}

/** The parts of a configuration that routing and service levels are made of. */
export type CheckedConfig = Pick<
  Config,
  "calendars" | "categories" | "teams" | "skills" | "queues" | "slaPolicies" | "escalationPaths" | "routing"
>;

/** Somebody of the desk, as far as a configuration depends on them. */
export interface CheckedAgent {
  readonly id: string;
  readonly active: boolean;
  readonly teams: readonly string[];
  readonly skills: readonly HeldSkill[];
  readonly capacity: number;
  /** Absent when nobody said when they work: then it is always. */
  readonly hours?: Readonly<WorkingHours>;
}

export interface CheckedWorld {
  readonly agents: readonly CheckedAgent[];
}

/** What every check looks at; `active` are the agents who can be given anything. */
export interface Checked extends CheckedWorld {
  readonly config: CheckedConfig;
  readonly active: readonly CheckedAgent[];
}

export const finding = (code: FindingCode, path: Path, message: string): Finding => ({
  code,
  severity: FINDINGS[code],
  path,
  message,
});
