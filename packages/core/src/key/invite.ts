import type { Agent } from "../agent/index.ts";
import { agent, InviteInput, inviting, reinviting, withdrawing } from "../agent/index.ts";
import { authorize, type Ctx, parse } from "../kernel/index.ts";
import { change, type Executed, execute, type Result, resultOf } from "../table/index.ts";
import { freshKey, type KeyText } from "./format.ts";
import { dropInvitation, hashOfInvitation, INVITATION_TTL, putInvitation } from "./invitation.ts";
import { type Invited, InvitedInput } from "./schema.ts";

const permission = "agent:manage" as const;

/**
 * Invites somebody to the desk: makes the agent, who may do nothing yet, and the code with which they accept, good for
 * seven days and once. Hand the code on; nothing is mailed.
 *
 * @returns the agent and, the first time only, the code: a replay of the call has `code: null`
 * @throws ALREADY_EXISTS for a known e-mail address, VALIDATION, FORBIDDEN also when a role would give more than the caller holds
 * @example const { code } = await Key.invite(ctx, { name: "Bo", email: "bo@acme.example", roles: ["representative"] });
 */
export async function invite(ctx: Ctx, raw: InviteInput): Promise<Invited> {
  const input = parse(InviteInput, raw);
  await authorize(ctx, permission);
  const fresh = freshFor(ctx, ctx.ids.next("agt"));
  const executed = await execute(ctx, { name: "key.invite", input }, async () => {
    const { events, records } = await inviting(ctx, fresh.agentId, input, fresh.until);
    return {
      changes: [{ agg: agent, id: fresh.agentId, before: null, drafts: events }],
      records: [...records, ...putInvitation(ctx, null, fresh)],
    };
  });
  return invited(ctx, executed, fresh.text);
}

/**
 * Makes a new code for somebody who was invited, good for seven days from now; the one before is dead at once.
 *
 * @throws NOT_FOUND, TRANSITION for who is not invited, FORBIDDEN, CONFLICT
 * @example const { code } = await Key.reinvite(ctx, { agentId });
 */
export async function reinvite(ctx: Ctx, raw: InvitedInput): Promise<Invited> {
  const input = parse(InvitedInput, raw);
  const fresh = freshFor(ctx, input.agentId);
  const { object, replayed } = await change(ctx, agent, op("key.reinvite", input), async ({ state }) => ({
    events: await reinviting(ctx, state, fresh.until),
    records: putInvitation(ctx, await hashOfInvitation(ctx, state.id), fresh),
  }));
  return { agent: object, code: replayed ? null : fresh.text };
}

/**
 * Takes an invitation back: its code is dead, and the address free for another one.
 *
 * @throws NOT_FOUND, TRANSITION for who is not invited, FORBIDDEN also for who would be more than the caller, CONFLICT
 * @example await Key.withdrawInvitation(ctx, { agentId });
 */
export async function withdrawInvitation(ctx: Ctx, raw: InvitedInput): Promise<Result<Agent>> {
  const input = parse(InvitedInput, raw);
  return change(ctx, agent, op("key.withdrawInvitation", input), async ({ state }) => {
    const { events, records } = await withdrawing(ctx, state);
    if (events.length === 0) return [];
    const hash = await hashOfInvitation(ctx, state.id);
    return { events, records: [...records, ...(hash === null ? [] : dropInvitation(ctx, state.id, hash))] };
  });
}

const freshFor = (ctx: Ctx, agentId: string) => ({
  id: ctx.ids.next("key"),
  agentId,
  text: freshKey("invite", ctx.ids),
  until: ctx.clock.now() + INVITATION_TTL,
});

async function invited(ctx: Ctx, executed: Executed, code: KeyText<"invite">): Promise<Invited> {
  const { object, replayed } = await resultOf(ctx, agent, { permission }, executed);
  return { agent: object, code: replayed ? null : code };
}

const op = <I extends InvitedInput>(name: string, input: I) => ({
  name,
  permission,
  id: input.agentId,
  input,
  path: ["agentId"],
});
