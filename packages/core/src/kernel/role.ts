import { type Grants, grants, PERMISSIONS, type Permission, union } from "./permission.ts";

const everyone: Permission[] = [
  "ticket:read",
  "ticket:read_notes",
  "ticket:read_audit",
  "customer:read",
  "customer:read_notes",
  "company:read",
  "incident:read",
  "view:read",
  "view:write",
  "agent:read",
  "workspace:read",
];
const handling: Permission[] = [
  "ticket:open",
  "ticket:reply",
  "ticket:note",
  "ticket:assign",
  "ticket:edit",
  "ticket:status",
  "ticket:merge",
  "customer:write",
  "customer:note",
  "customer:merge",
  "company:write",
  "customer:read_personal",
  "attachment:upload",
  "mail:read",
];
const asking: Permission[] = [
  "ticket:read",
  "ticket:open",
  "ticket:message",
  "customer:read",
  "customer:read_personal",
  "attachment:upload",
  // Of what is public, and only of one that a ticket of theirs is part of.
  "incident:read",
];
const leading: Permission[] = [
  "ticket:redact",
  "ticket:delete",
  "ticket:export",
  "view:share",
  "workspace:read_log",
  "escalation:manage",
  "mail:suppress",
  "mail:release",
];
const commanding: Permission[] = ["incident:manage"];
const investigating: Permission[] = ["mail:source"];
const managing: Permission[] = ["agent:manage", "agent:edit", "access:explain"];
const administering: Permission[] = [
  "agent:impersonate",
  "role:manage",
  "issuer:manage",
  "app:manage",
  "workspace:configure",
  "workspace:recount",
  "key:manage",
  // A form or a chat widget speaks for customers: somebody must be able to let an app do so.
  "ticket:message",
];

/** The built-in roles of a support centre (DESIGN 6). Default deny: what is not listed is refused. */
export const ROLES = {
  representative: staff(handling),
  team_lead: union(staff(handling, leading, commanding, investigating), grants("team", ["agent:edit"])),
  quality_specialist: staff(["ticket:note", "workspace:read_log"]),
  trainer: staff(["ticket:note"]),
  manager: staff(handling, leading, commanding, investigating, managing),
  technical_specialist: staff(handling, commanding, investigating),
  admin: staff(handling, leading, commanding, investigating, managing, administering),
  customer: grants("own", asking),
  visitor: grants("own", asking),
  // No role claims a desk, not even the platform's: the code alone does.
  system: all((Object.keys(PERMISSIONS) as Permission[]).filter((permission) => permission !== "workspace:claim")),
} as const satisfies Record<string, Grants>;

export type BuiltInRole = keyof typeof ROLES;
export const AGENT_ROLES = [
  "representative",
  "team_lead",
  "quality_specialist",
  "trainer",
  "manager",
  "technical_specialist",
  "admin",
] as const;
export type AgentRole = (typeof AGENT_ROLES)[number];

/** What somebody may do who was invited and has not accepted yet. */
export const INVITED: Grants = grants("own", ["agent:accept"]);

/** What every agent may, and more. Each rotates their own keys, and accepting again what was accepted changes nothing. */
function staff(...sets: readonly Permission[][]): Grants {
  return union(all(everyone, ...sets), grants("own", ["key:manage", "agent:edit", "agent:accept"]));
}

function all(...sets: readonly Permission[][]): Grants {
  return grants("all", sets.flat());
}
