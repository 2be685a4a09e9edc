import type { WorkingHours } from "../calendar/index.ts";
import { canonical, type Draft, invalid } from "../kernel/index.ts";
import type { Events } from "./events.ts";
import { assertMove, assertStays } from "./moves.ts";
import type { HeldRoles } from "./roles.ts";
import type { Agent } from "./schema.ts";

type Drafts = readonly Draft<Events>[];

export function invited(
  input: HeldRoles & Pick<Agent, "name" | "email"> & { readonly teams: readonly string[] },
  until: number,
): Drafts {
  const { name, email, roles, customRoles, teams } = input;
  const own = customRoles?.length ? { customRoles: [...customRoles] } : {};
  const payload = { roles: [...roles], ...own, teams: [...teams], until };
  return [{ type: "agent.invited", payload, content: { name, email } }];
}

/** @throws TRANSITION for one who is not invited */
export function reinvite({ status }: Agent, until: number): Drafts {
  assertMove(status, "reinvite");
  return [{ type: "agent.reinvited", payload: { until } }];
}

/** Once more changes nothing. @throws TRANSITION for one who is not invited, VALIDATION when the time is over */
export function accept({ status, invitedUntil = 0 }: Agent, by: "CODE" | "TOKEN", now: number): Drafts {
  if (status === "ACTIVE") return [];
  assertMove(status, "accept");
  if (now >= invitedUntil) throw invalid("This invitation has expired; ask for another one.");
  return [{ type: "agent.accepted", payload: { by } }];
}

/** @throws TRANSITION for one who is not invited */
export function withdraw({ status }: Agent): Drafts {
  if (status === "OFFBOARDED") return [];
  assertMove(status, "withdraw");
  return [{ type: "agent.invitation_withdrawn", payload: {} }];
}

/** @throws VALIDATION for oneself, TRANSITION for one who is only invited */
export function offboard({ status, teams = [] }: Agent, reason: string | undefined, self: boolean): Drafts {
  if (self) throw invalid("Nobody offboards themselves; ask another admin.", ["agentId"]);
  if (status === "OFFBOARDED") return [];
  assertMove(status, "offboard");
  const left = { type: "agent.offboarded" as const, payload: { teams: [...teams] } };
  return [reason === undefined ? left : { ...left, content: { reason } }];
}

const FIELDS = ["displayName", "locale", "timeZone", "signature"] as const;

interface Profile extends Partial<Record<(typeof FIELDS)[number], string | null | undefined>> {
  readonly name?: string | undefined;
}

/** What is said anew. Null takes a thing away, and so does an empty signature. */
export function changeProfile(agent: Agent, signature: string | undefined, input: Profile): Drafts {
  assertStays(agent.status);
  const known: Profile = { ...agent, signature };
  const changes = FIELDS.flatMap((field) => {
    const wanted = input[field];
    if (wanted === undefined || (wanted || null) === (known[field] ?? null)) return [];
    return [[field, wanted || null] as const];
  });
  const { name = agent.name } = input;
  if (changes.length === 0 && name === agent.name) return [];
  return [{ type: "agent.profile_changed", payload: {}, content: { name, ...Object.fromEntries(changes) } }];
}

export function changeHours(agent: Agent, hours: WorkingHours | null): Drafts {
  assertStays(agent.status);
  if (canonical(hours) === canonical(agent.hours ?? null)) return [];
  return [{ type: "agent.hours_changed", payload: { hours } }];
}
