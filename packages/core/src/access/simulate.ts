import * as Agent from "../agent/index.ts";
import { AGENT_ROLES, type AgentRole, authorize, type Ctx, everyPage, invalid, parse, union } from "../kernel/index.ts";
import { assertSensibleRole, type Config, type CustomRole, configInForce } from "../workspace/index.ts";
import { difference } from "./decide.ts";
import { type Affected, SimulateInput, type Simulation } from "./schema.ts";

/** A change as it would come to be: the company's roles then, and who has which. */
interface Change {
  readonly roles: Config["roles"];
  readonly assigned?: { readonly agentId: string } & Agent.HeldRoles;
}

/**
 * What a change of roles would come to, before it is saved: who would gain or lose what. It changes nothing.
 *
 * @throws VALIDATION for a change that would be refused as such, NOT_FOUND, FORBIDDEN
 * @example
 * const grants = [{ permission: "ticket:read", scope: "team" }] as const;
 * const { affected } = await Access.simulateRole(ctx, { define: { key: "auditor", grants: [...grants] } });
 */
export async function simulateRole(ctx: Ctx, raw: SimulateInput): Promise<Simulation> {
  const input = parse(SimulateInput, raw);
  await authorize(ctx, "role:manage", {});
  const { config } = await configInForce(ctx);
  const change = changeOf(config, input);
  const people = await peopleOf(ctx, change);
  if (change.assigned) await Agent.assertKnown(ctx, change.assigned, people[0]?.customRoles);
  const affected = people.flatMap((one): Affected[] => {
    const then = change.assigned?.agentId === one.id ? change.assigned : one;
    const [before, after] = [Agent.byRole(one, config.roles), Agent.byRole(then, change.roles)];
    const { gains, loses } = difference(union(...before.values()), union(...after.values()));
    return gains.length + loses.length === 0 ? [] : [{ agentId: one.id, gains, loses }];
  });
  return { affected, looked: people.length };
}

type Input = ReturnType<typeof SimulateInput.parse>;

function changeOf({ roles }: Config, { define, remove, assign }: Input): Change {
  if (define) {
    const label = roles.find(({ key }) => key === define.key)?.label ?? define.key;
    const role: CustomRole = { ...define, label };
    assertSensibleRole(role);
    return { roles: [...roles.filter(({ key }) => key !== role.key), role] };
  }
  if (!assign) {
    if (!roles.some(({ key }) => key === remove)) throw invalid(`There is no role "${remove}".`, ["remove"]);
    return { roles: roles.filter(({ key }) => key !== remove) };
  }
  const { agentId, customRoles } = assign;
  return { roles, assigned: { agentId, customRoles, roles: assign.roles.map(builtIn) } };
}

function builtIn(word: string): AgentRole {
  const role = AGENT_ROLES.find((one) => one === word);
  if (role === undefined) throw invalid(`There is no built-in role "${word}".`, ["assign", "roles"]);
  return role;
}

/** Everybody of the desk, or the one whom the change is about. */
async function peopleOf(ctx: Ctx, { assigned }: Change): Promise<readonly Agent.Agent[]> {
  if (assigned) return [await Agent.get(ctx, assigned.agentId)];
  const people: Agent.Agent[] = [];
  for await (const { edges } of everyPage((page) => Agent.list(ctx, page))) {
    const whole = await Agent.getMany(
      ctx,
      edges.map(({ node }) => node.id),
    );
    people.push(...whole.filter((one) => one !== null));
  }
  return people;
}
