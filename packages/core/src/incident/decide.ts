import { type Draft, invalid, transition } from "../kernel/index.ts";
import { ACTIVE, type Ticket, TRANSITIONS } from "../ticket/index.ts";
import type { Events } from "./events.ts";
import type { Audience, IncidentStatus, MajorIncident, ResponseRole, Severity } from "./schema.ts";

export type Drafts = readonly Draft<Events>[];

interface Declaration extends Pick<MajorIncident, "title" | "severity" | "problemId" | "ownerId" | "roles"> {
  readonly audience: Audience;
  readonly text?: string | undefined;
  readonly public: boolean;
}

export function declared({ title, audience, text, public: isPublic, ...facts }: Declaration): Drafts {
  const { conditions, words } = apart(audience);
  const first: Drafts = text === undefined ? [] : [said({ status: "INVESTIGATING", text, isPublic }, "INVESTIGATING")];
  return [
    { type: "incident.declared", payload: { ...facts, audience: conditions }, content: { title, ...words } },
    ...first,
  ];
}

/** What people wrote of an audience is content: it alone can be blanked, and it leaves the table with no event. */
function apart({ text, ...given }: Audience) {
  const conditions = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { conditions: conditions as Omit<Audience, "text">, words: text === undefined ? {} : { audienceText: text } };
}

interface Update {
  readonly status: IncidentStatus;
  readonly text: string;
  readonly isPublic: boolean;
}

const said = ({ status, text, isPublic }: Update, previous: IncidentStatus): Draft<Events> => ({
  type: isPublic ? "incident.update_posted" : "incident.update_noted",
  payload: { status, previous },
  content: { text },
});

const OPEN = ["INVESTIGATING", "IDENTIFIED", "MONITORING"] as const;

export const isOver = ({ status }: MajorIncident): boolean => status === "RESOLVED";

/** It goes back and forth while it lasts. What is learnt once it is over is told without taking it up again. */
export function update(incident: MajorIncident, { status = incident.status, ...rest }: Partial<Update> & Told): Drafts {
  if (isOver(incident) && status !== "RESOLVED")
    throw transition("This incident is over: reopen it first.", ["RESOLVED"], ["status"]);
  if (!isOver(incident) && status === "RESOLVED")
    throw transition("Resolve it instead: that tells the customers of its tickets too.", OPEN, ["status"]);
  return [said({ status, ...rest }, incident.status)];
}
type Told = Pick<Update, "text" | "isPublic">;

/** @throws TRANSITION: who led it and how bad it was is history by then */
export function assertLasts(incident: MajorIncident): void {
  if (isOver(incident)) throw transition("This incident is over: reopen it first.", [], ["incidentId"]);
}

export function changeSeverity(incident: MajorIncident, severity: Severity, reason: string): Drafts {
  assertLasts(incident);
  if (incident.severity === severity) return [];
  return [
    { type: "incident.severity_changed", payload: { severity, previous: incident.severity }, content: { reason } },
  ];
}

export function changeAudience(incident: MajorIncident, audience: Audience): Drafts {
  assertLasts(incident);
  const { conditions, words } = apart(audience);
  return [{ type: "incident.audience_changed", payload: { audience: conditions }, content: words }];
}

export function changeOwner(incident: MajorIncident, ownerId: string): Drafts {
  assertLasts(incident);
  if (incident.ownerId === ownerId) return [];
  return [{ type: "incident.owner_changed", payload: { ownerId, previous: incident.ownerId } }];
}

export function assignRole(incident: MajorIncident, role: ResponseRole, agentId: string): Drafts {
  assertLasts(incident);
  const previous = incident.roles[role];
  if (previous === agentId) return [];
  return [
    { type: "incident.role_assigned", payload: { role, agentId, ...(previous === undefined ? {} : { previous }) } },
  ];
}

/** Also once it is over: whoever leaves the desk leaves it here too. */
export function releaseRole(incident: MajorIncident, role: ResponseRole): Drafts {
  const agentId = incident.roles[role];
  return agentId === undefined ? [] : [{ type: "incident.role_released", payload: { role, agentId } }];
}

export const resolved = (incident: MajorIncident, text: string): Drafts =>
  isOver(incident) ? [] : [{ type: "incident.resolved", payload: { previous: incident.status }, content: { text } }];

export const reopened = (incident: MajorIncident, text: string): Drafts =>
  isOver(incident) ? [{ type: "incident.reopened", payload: {}, content: { text } }] : [];

/** @throws VALIDATION for what is no problem, TRANSITION for one that is done with */
export function assertProblem({ kind, status }: Ticket): void {
  if (kind !== "PROBLEM") throw invalid("A major incident stands on a PROBLEM: change the kind first.", ["problemId"]);
  if (!ACTIVE.includes(status))
    throw transition(`This problem is ${status}: reopen it, or open another.`, TRANSITIONS[status], ["problemId"]);
}

/** @throws VALIDATION when a role is given twice */
export function rolesOf(given: readonly { readonly role: ResponseRole; readonly agentId: string }[]) {
  for (const [i, { role }] of given.entries())
    if (given.findIndex((one) => one.role === role) !== i)
      throw invalid(`${role} is given twice: one agent has it.`, ["roles", i, "role"]);
  return Object.fromEntries(given.map(({ role, agentId }) => [role, agentId])) as MajorIncident["roles"];
}
