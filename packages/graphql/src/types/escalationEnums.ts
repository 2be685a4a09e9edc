import type {
  EscalationCause as Cause,
  EndReason,
  HandOverMode as Mode,
  HandOverStatus as Stands,
  EscalationStatus as Status,
} from "@switchboard/core/escalation";
import type { EscalationAction as Action } from "@switchboard/core/workspace";
import { enumOf } from "./enums.ts";

export const EscalationStatus = enumOf<Status>("EscalationStatus", "Whether somebody takes care of an escalation.", {
  RUNNING: "Nobody does: its steps follow, or are all done.",
  ACKNOWLEDGED: "Somebody does: no further step follows.",
  ENDED: "There is nothing to escalate any more.",
});

export const EscalationCause = enumOf<Cause>("EscalationCause", "What started an escalation.", {
  MANUAL: "Somebody did.",
  SLA: "A clock of a service level that warned, or was over.",
  AGE: "The age of the ticket.",
});

export const EscalationEndReason = enumOf<EndReason>("EscalationEndReason", "Why an escalation ended by itself.", {
  RESOLVED: "The ticket was resolved.",
  CLOSED: "The ticket was closed.",
  MERGED: "The ticket was merged into another.",
  SPAM: "The ticket is spam.",
  DELETED: "The ticket was deleted.",
  NO_LONGER_MATCHES: "When the ticket had the age, the path was for others.",
});

export const EscalationAction = enumOf<Action>("EscalationAction", "What a step does for whom it goes to.", {
  NOTIFY: "Names them in an event that other systems see.",
  FOLLOW: "They follow the ticket.",
  REASSIGN: "The ticket is theirs, or their team's.",
  RAISE_PRIORITY: "The ticket is one more urgent.",
});

export const HandOverMode = enumOf<Mode>("HandOverMode", "How a ticket is handed over to another team.", {
  TASK: "The team gets a task that is a part of the ticket.",
  REASSIGN: "The ticket itself is the team's; who has it stays.",
});

export const HandOverStatus = enumOf<Stands>("HandOverStatus", "How the time stands that a team has for a task.", {
  RUNNING: "There is time.",
  IMMINENT: "Most of it is over.",
  BREACHED: "It is over, and the task is not done.",
  MET: "The task was done in time.",
  MISSED: "The task was done late.",
  CANCELLED: "The task was given up.",
});
