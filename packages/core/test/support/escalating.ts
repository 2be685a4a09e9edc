import * as Agent from "../../src/agent/index.ts";
import * as Escalation from "../../src/escalation/index.ts";
import type { Ctx } from "../../src/kernel/index.ts";
import { history } from "../../src/table/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk } from "./desk.ts";

/** A desk with people to call, and paths that call them. */
export interface Calling {
  readonly f: Fixture;
  /** Somebody of the team `engineering`. */
  readonly engineer: Ctx;
  readonly engineerId: string;
  readonly lead: Ctx;
  readonly leadId: string;
}

type Path = Omit<Workspace.EscalationPath, "when"> & Partial<Pick<Workspace.EscalationPath, "when">>;

/** Two steps: the lead at once, the engineers an hour later. */
export const path = (c: Calling, more: Partial<Path> = {}): Path => ({
  key: "up",
  label: "Up",
  trigger: { kind: "MANUAL" },
  steps: [
    { afterMinutes: 0, to: { agentId: c.leadId }, actions: ["NOTIFY", "FOLLOW", "RAISE_PRIORITY"] },
    { afterMinutes: 60, to: { team: "engineering" }, actions: ["NOTIFY", "REASSIGN"] },
  ],
  ...more,
});

export async function calling(paths?: (c: Calling) => readonly Path[]): Promise<Calling> {
  const f = await makeDesk();
  await Workspace.defineTeam(f.system, { key: "engineering", label: "Engineering" });
  const person = async (name: string, role: "team_lead" | "technical_specialist", teams: string[]) => {
    const email = `${name.toLowerCase()}@northwind.example`;
    const { object } = await Agent.create(f.system, { name, email, roles: [role] });
    if (teams.length > 0) await Agent.changeTeams(f.system, { agentId: object.id, teams });
    return object.id;
  };
  const leadId = await person("Lee", "team_lead", []);
  const engineerId = await person("Eli", "technical_specialist", ["engineering"]);
  const as = (agentId: string) => f.as({ kind: "agent", workspaceId: "main", agentId });
  const c: Calling = { f, engineer: as(engineerId), engineerId, lead: as(leadId), leadId };
  await Workspace.configureRouting(f.system, { escalationPaths: [...(paths?.(c) ?? [path(c)])] });
  return c;
}

/** The steps that were done, with the time each was for and the time it was written at. */
export async function stepsOf({ f }: Calling, id: string) {
  const events = await history(f.system, id);
  return events
    .filter(({ type }) => type === "escalation.stepped")
    .map(({ occurredAt, at, payload }) => ({ occurredAt, at, ...(payload as { step: number; failed: object[] }) }));
}

export const only = async (ctx: Ctx, ticketId: string) => {
  const { edges } = await Escalation.ofTicket(ctx, ticketId);
  if (edges.length !== 1 || !edges[0]) throw new RangeError(`${edges.length} escalations`);
  return edges[0].node;
};
