import * as Agent from "../../src/agent/index.ts";
import type { Ctx } from "../../src/kernel/index.ts";
import * as Routing from "../../src/routing/index.ts";
import { routeIdOf } from "../../src/routing/store.ts";
import { load } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import type { Fixture } from "./desk.ts";

type Queue = Omit<Exclude<Workspace.ConfigureRoutingInput["queues"], undefined>[number], "key" | "label">;

/** A desk that routes: one queue for everything, worked by the workshop. */
export async function routed(f: Fixture, queue: Queue = {}, routing = {}): Promise<void> {
  for (const key of ["workshop", "office"]) await Workspace.defineTeam(f.admin, { key, label: key });
  await Workspace.configureRouting(f.admin, {
    skills: [
      { key: "german", label: "German" },
      { key: "gears", label: "Gears" },
    ],
    queues: [{ key: "repairs", label: "Repairs", primaryTeams: ["workshop"], ...queue }],
    routing,
  });
}

export interface Hired {
  readonly id: string;
  readonly ctx: Ctx;
}

/** Somebody who works in a team and takes work now. */
export async function hire(
  f: Fixture,
  name: string,
  more: {
    readonly teams?: string[];
    readonly units?: number;
    readonly skills?: { skill: string; level: number }[];
  } = {},
): Promise<Hired> {
  const { object } = await Agent.create(f.system, {
    name,
    email: `${name}@northwind.example`,
    roles: ["representative"],
  });
  const agentId = object.id;
  await Agent.changeTeams(f.admin, { agentId, teams: more.teams ?? ["workshop"] });
  if (more.units !== undefined) await Agent.changeCapacity(f.admin, { agentId, capacity: { units: more.units } });
  if (more.skills) await Agent.changeSkills(f.admin, { agentId, skills: more.skills });
  const ctx = f.as({ kind: "agent", workspaceId: f.system.workspaceId, agentId });
  await Agent.setPresence(ctx, { state: "ONLINE" });
  return { id: agentId, ctx };
}

/** A ticket that the customer wrote, with the reaction to it. */
export async function arrive(f: Fixture, overrides: Partial<Ticket.OpenInput> = {}): Promise<Ticket.Ticket> {
  const opened = await f.openTicket(overrides);
  await Routing.follow(f.system, { ticketId: opened.id });
  return Ticket.get(f.admin, opened.id);
}

/** The way of a ticket, as it lies in the table. */
export const routeOf = async (f: Fixture, ticketId: string): Promise<Routing.Route | undefined> =>
  (await load(f.system, Routing.route, routeIdOf(ticketId)))?.state;

export const ownerOf = async (f: Fixture, ticketId: string): Promise<string | undefined> =>
  (await Ticket.get(f.admin, ticketId)).assigneeId;
