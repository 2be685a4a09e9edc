import { addBusiness } from "../calendar/index.ts";
import { type Ctx, type Draft, invalid, MINUTE, transition } from "../kernel/index.ts";
import { ACTIVE, type Ticket, TRANSITIONS } from "../ticket/index.ts";
import type { Config, EscalationAction, EscalationPath, Priority } from "../workspace/index.ts";
import { PRIORITIES } from "../workspace/index.ts";
import type { Events } from "./events.ts";
import type { EndReason, Escalation, EscalationCause, EscalationClock, TimedStep } from "./schema.ts";

export type Drafts = readonly Draft<Events>[];

/** A time so many minutes later: of a calendar, or around the clock. */
export function later({ calendars }: Config, key: string | undefined, at: number, minutes: number): number {
  const calendar = calendars.find((one) => one.key === key);
  return calendar ? addBusiness(calendar, at, minutes) : at + minutes * MINUTE;
}

/** @throws VALIDATION */
export function pathOf({ escalationPaths }: Config, key: string): EscalationPath {
  const found = escalationPaths.find((one) => one.key === key);
  if (found) return found;
  const known = escalationPaths.map((one) => one.key).join(", ") || "none";
  throw invalid(`There is no path "${key}"; there are: ${known}.`, ["path"]);
}

/** Why a ticket has nothing that could be escalated; null while it has. */
export function overBecause(ticket: Ticket): EndReason | null {
  if (ticket.deleted) return "DELETED";
  if (ticket.merged) return "MERGED";
  if (ticket.spam) return "SPAM";
  if (ticket.status === "RESOLVED" || ticket.status === "CLOSED") return ticket.status;
  return null;
}

/** @throws TRANSITION */
export function assertEscalatable(ticket: Ticket): void {
  const why = overBecause(ticket);
  if (why === null) return;
  const allowed = ACTIVE.includes(ticket.status) ? [] : TRANSITIONS[ticket.status];
  throw transition(`There is nothing to escalate: the ticket is ${why}.`, allowed, ["ticketId"]);
}

/** What starts a path. */
export interface Start {
  readonly cause: EscalationCause;
  readonly clock?: EscalationClock | undefined;
  readonly reason?: string | undefined;
  readonly startsAt: number;
}

export function started(
  ticketId: string,
  path: EscalationPath,
  { cause, clock, reason, startsAt }: Start,
  { version, config }: { readonly version: number; readonly config: Config },
): Drafts {
  const steps: TimedStep[] = [];
  let at = startsAt;
  for (const { afterMinutes, to, actions } of path.steps) {
    at = later(config, path.calendar, at, afterMinutes);
    steps.push({ to, actions, dueAt: at });
  }
  const { key, label } = path;
  const facts = { ticketId, path: key, label, cause, configVersion: version, startsAt };
  const payload = {
    ...facts,
    ...(clock ? { clock } : {}),
    steps: steps.map((step) => ({ ...step, actions: [...step.actions] })),
  };
  return [{ type: "escalation.started", payload, content: reason === undefined ? undefined : { reason } }];
}

/** When it next wants to be woken, ms. */
export const dueAt = ({ status, steps, done }: Escalation): number | undefined =>
  status === "RUNNING" ? steps[done]?.dueAt : undefined;

/** The step whose time has come; null while none has. */
export function dueStep(escalation: Escalation, now: number): TimedStep | null {
  const step = escalation.status === "RUNNING" ? escalation.steps[escalation.done] : undefined;
  return step && step.dueAt <= now ? step : null;
}

/** What of a step was refused. */
export interface Failure {
  readonly action: EscalationAction;
  readonly code: string;
  readonly message: string;
}

export function stepped(
  { ticketId, done }: Escalation,
  { actions, dueAt: due }: TimedStep,
  agentIds: readonly string[],
  failed: readonly Failure[],
): Drafts {
  const step = done + 1;
  const told: Drafts = actions.includes("NOTIFY")
    ? [{ type: "escalation.notified", payload: { ticketId, step, agentIds: [...agentIds] } }]
    : [];
  const facts = { ticketId, step, dueAt: due, agentIds: [...agentIds], actions: [...actions] };
  return [...told, { type: "escalation.stepped", payload: { ...facts, failed: failed.map((one) => ({ ...one })) } }];
}

/** The next higher priority; null when there is none. */
export const raised = (priority: Priority): Priority | null => PRIORITIES[PRIORITIES.indexOf(priority) + 1] ?? null;

/** Whom it went to so far, each once. */
export function reached({ steps, done }: Escalation) {
  const targets = steps.slice(0, done).map(({ to }) => to);
  return {
    agentIds: [...new Set(targets.flatMap((to) => ("agentId" in to ? [to.agentId] : [])))],
    teams: [...new Set(targets.flatMap((to) => ("team" in to ? [to.team] : [])))],
  };
}

/** Whether it is the caller's to acknowledge: it went to them or to a team of theirs, or the ticket is theirs. */
export async function isTheirs(ctx: Ctx, escalation: Escalation, { assigneeId }: Ticket): Promise<boolean> {
  if (ctx.actor.kind !== "agent") return false;
  const { agentId } = ctx.actor;
  const { agentIds, teams } = reached(escalation);
  if (agentId === assigneeId || agentIds.includes(agentId)) return true;
  const own = await ctx.teams();
  return teams.some((team) => own.has(team));
}

/** Again changes nothing. @throws TRANSITION for one that ended by itself */
export function acknowledged({ ticketId, status, endReason }: Escalation, note: string | undefined): Drafts {
  if (status === "ACKNOWLEDGED") return [];
  if (status === "ENDED") throw transition(`This ended by itself: ${endReason}.`, [], ["escalationId"]);
  return [
    { type: "escalation.acknowledged", payload: { ticketId }, content: note === undefined ? undefined : { note } },
  ];
}

export const ended = ({ ticketId, status }: Escalation, reason: EndReason): Drafts =>
  status === "RUNNING" ? [{ type: "escalation.ended", payload: { ticketId, reason } }] : [];
