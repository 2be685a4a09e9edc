import * as Agent from "../../src/agent/index.ts";
import * as Key from "../../src/key/index.ts";
import type { Call } from "./configuring.ts";

const SHIFT = { day: "MON", from: "09:00", to: "17:00" } as const;

/** What is done with the people of the desk and their keys, with an input that works for whoever may. */
export const DESK_WRITES: Readonly<Record<string, Call>> = {
  "agent.create": (ctx, _, key) =>
    Agent.create(ctx, { name: "Bob", email: "bob@northwind.example", roles: ["trainer"], ...key }),
  "agent.changeProfile": (ctx, { agentId }, key) =>
    Agent.changeProfile(ctx, { agentId, name: "Ada L.", signature: "Yours, Ada", ...key }),
  "agent.changeRoles": (ctx, { agentId }, key) => Agent.changeRoles(ctx, { agentId, roles: ["team_lead"], ...key }),
  "agent.changeTeams": (ctx, { agentId }, key) => Agent.changeTeams(ctx, { agentId, teams: ["seeded"], ...key }),
  "agent.suspend": (ctx, { agentId }, key) => Agent.suspend(ctx, { agentId, ...key }),
  "agent.reinstate": (ctx, { agentId }, key) => Agent.reinstate(ctx, { agentId, ...key }),
  "agent.changeHours": (ctx, { agentId }, key) =>
    Agent.changeHours(ctx, { agentId, hours: { timeZone: "Europe/Berlin", intervals: [SHIFT] }, ...key }),
  "agent.changeSkills": (ctx, { agentId }, key) =>
    Agent.changeSkills(ctx, { agentId, skills: [{ skill: "seeded", level: 2 }], ...key }),
  "agent.changeCapacity": (ctx, { agentId }, key) =>
    Agent.changeCapacity(ctx, { agentId, capacity: { units: 3 }, weight: 2, ...key }),
  "agent.enlist": (ctx) => Agent.enlist(ctx, () => Promise.resolve()),
  "agent.setPresence": (ctx, { agentId }) => Agent.setPresence(ctx, { agentId, state: "AWAY", reason: "Lunch" }),
  "agent.offboard": (ctx, { agentId }, key) => Agent.offboard(ctx, { agentId, reason: "Moved on.", ...key }),
  "agent.recountAdmins": (ctx) => Agent.recountAdmins(ctx),
  "key.invite": (ctx, _, key) =>
    Key.invite(ctx, { name: "Bo", email: "bo@northwind.example", roles: ["trainer"], teams: ["seeded"], ...key }),
  "key.reinvite": (ctx, { invitedId: agentId }, key) => Key.reinvite(ctx, { agentId, ...key }),
  "key.withdrawInvitation": (ctx, { invitedId: agentId }, key) => Key.withdrawInvitation(ctx, { agentId, ...key }),
  "key.acceptInvitation": (ctx, _, key) => Key.acceptInvitation(ctx, { ...key }),
  "key.issueClaim": (ctx, _, key) => Key.issueClaim({ ...ctx, request: { ...ctx.request, ...key } }),
  "key.claimDesk": (ctx, _, key) => Key.claimDesk(ctx, { name: "Grace", email: "grace@northwind.example", ...key }),
  "key.mint": (ctx, _, key) => Key.mint(ctx, { name: "Export", ...key }),
  "key.revoke": (ctx, { keyId }, key) => Key.revoke(ctx, { keyId, ...key }),
};
