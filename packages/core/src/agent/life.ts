import { authorize, type Ctx, id, parse } from "../kernel/index.ts";
import { change, need, type Result, sideAfter, sideOf } from "../table/index.ts";
import { configInForce } from "../workspace/index.ts";
import { adminsMoved } from "./admins.ts";
import * as rights from "./decide.ts";
import * as decide from "./decideLife.ts";
import { isSelf, op } from "./operations.ts";
import { presenceGone } from "./presence.ts";
import { assertKnown, assertMayGrant, type HeldRoles } from "./roles.ts";
import { type Agent, ChangeHoursInput, ChangeProfileInput, OffboardInput } from "./schema.ts";
import { signature } from "./signature.ts";
import { agent, freeEmail, holdEmail } from "./store.ts";

/**
 * Says goodbye to an agent for good: their keys are dead, their teams left, their address free for a later hire, and
 * their open tickets go back to where they came from, as soon as the reaction to it has run. What they did stays.
 *
 * @throws NOT_FOUND, FORBIDDEN, VALIDATION for oneself and for the last admin, TRANSITION for who is only invited
 * @example await Agent.offboard(ctx, { agentId, reason: "Moved on." });
 */
export async function offboard(ctx: Ctx, raw: OffboardInput): Promise<Result<Agent>> {
  const input = parse(OffboardInput, raw);
  return change(ctx, agent, op("agent.offboard", input), async ({ state }) => {
    await assertMayGrant(ctx, state);
    const events = decide.offboard(state, input.reason, isSelf(ctx, state));
    if (events.length === 0) return [];
    const admins = await adminsMoved(ctx, state, { ...state, status: "OFFBOARDED" });
    const gone = [freeEmail(ctx, state.email, state.id), presenceGone(ctx, state.id)];
    return { events, records: [...admins, ...gone] };
  });
}

/**
 * Says who somebody is: what is not named stays, null takes it away. Everybody does it for themselves, a lead for their
 * teams. The name customers read and the signature are for what goes out in their name.
 *
 * @throws NOT_FOUND, FORBIDDEN, VALIDATION, TRANSITION for one who has left, CONFLICT
 * @example await Agent.changeProfile(ctx, { agentId, displayName: "Ada from Northwind", timeZone: "Europe/Vienna" });
 */
export async function changeProfile(ctx: Ctx, raw: ChangeProfileInput): Promise<Result<Agent>> {
  const input = parse(ChangeProfileInput, raw);
  return change(ctx, agent, { ...op("agent.changeProfile", input), permission: "agent:edit" }, async ({ state }) => {
    if (input.signature === undefined) return decide.changeProfile(state, undefined, input);
    const before = await sideOf(ctx, signature, state.id);
    const events = decide.changeProfile(state, before.signature, input);
    return {
      events,
      records: events.length === 0 ? [] : [sideAfter(ctx, signature, { id: state.id, before }, events)],
    };
  });
}

/** What stands under what somebody writes; null when there is nothing. @throws NOT_FOUND, FORBIDDEN */
export async function signatureOf(ctx: Ctx, agentId: string): Promise<string | null> {
  const known = parse(id("agt"), agentId);
  await need(ctx, agent, known, { permission: "agent:read" });
  return (await sideOf(ctx, signature, known)).signature ?? null;
}

/**
 * Says when somebody works, week by week, or with null that nobody knows.
 *
 * @throws NOT_FOUND, FORBIDDEN, VALIDATION for hours that overlap or end before they begin, TRANSITION, CONFLICT
 * @example
 * const intervals = [{ day: "MON", from: "09:00", to: "12:30" }, { day: "MON", from: "13:00", to: "17:00" }] as const;
 * await Agent.changeHours(ctx, { agentId, hours: { timeZone: "Europe/Berlin", intervals: [...intervals] } });
 */
export async function changeHours(ctx: Ctx, raw: ChangeHoursInput): Promise<Result<Agent>> {
  const input = parse(ChangeHoursInput, raw);
  return change(ctx, agent, { ...op("agent.changeHours", input), permission: "agent:edit" }, ({ state }) =>
    decide.changeHours(state, input.hours),
  );
}

type Invitation = HeldRoles & Pick<Agent, "name" | "email"> & { readonly teams: readonly string[] };

/** What makes somebody an invited agent, for a commit that makes the code too. Checks that nobody gives more than they hold. */
export async function inviting(ctx: Ctx, agentId: string, input: Invitation, until: number) {
  await assertKnown(ctx, input);
  await assertMayInvite(ctx, input.teams);
  await assertMayGrant(ctx, input);
  if (input.teams.length > 0) rights.assertTeams(input.teams, (await configInForce(ctx)).config.teams);
  return { events: decide.invited(input, until), records: [holdEmail(ctx, input.email, agentId)] };
}

/** Who manages their teams alone invites to these alone. */
async function assertMayInvite(ctx: Ctx, teams: readonly string[]): Promise<void> {
  const targets = teams.length === 0 ? [{}] : teams.map((teamId) => ({ teamId }));
  for (const target of targets) await authorize(ctx, "agent:manage", target);
}

/** What invites somebody anew, for a commit that makes the new code too. */
export async function reinviting(ctx: Ctx, state: Agent, until: number) {
  await assertMayGrant(ctx, state);
  return decide.reinvite(state, until);
}

/** What ends an invitation, for a commit that ends its code too. */
export async function withdrawing(ctx: Ctx, state: Agent) {
  await assertMayGrant(ctx, state);
  const events = decide.withdraw(state);
  return { events, records: events.length === 0 ? [] : [freeEmail(ctx, state.email, state.id)] };
}

/** What lets somebody in who was invited, for a commit that may make a key too. Checks no permission. */
export async function accepting(ctx: Ctx, state: Agent, by: "CODE" | "TOKEN") {
  const events = decide.accept(state, by, ctx.clock.now());
  return { events, records: events.length === 0 ? [] : await adminsMoved(ctx, state, { ...state, status: "ACTIVE" }) };
}
