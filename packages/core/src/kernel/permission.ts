/** What can be permitted: resource:action. The words a page of docs and every refusal use. */
export const PERMISSIONS = {
  "ticket:read": "Read tickets and their public conversation",
  "ticket:read_notes": "Read internal notes",
  "ticket:read_audit": "Read who changed what on a ticket, and verify its chain",
  "ticket:open": "Open tickets",
  "ticket:message": "Add a message as the customer",
  "ticket:reply": "Answer the customer publicly",
  "ticket:note": "Write internal notes",
  "ticket:assign": "Assign and unassign",
  "ticket:edit": "Change subject, priority, kind, category, tags and links",
  "ticket:status": "Wait, snooze, resolve, reopen, close",
  "ticket:merge": "Merge, unmerge and split tickets",
  "ticket:redact": "Blank an entry for good",
  "ticket:delete": "Delete tickets, and restore them",
  "ticket:export": "Export lists of tickets",
  "ticket:process": "Go on with what happened to tickets: the platform itself",
  "customer:read": "Read customers",
  "customer:read_notes": "Read notes about customers",
  "customer:read_personal":
    "Read how customers are reached, and what the company keeps about them; others see it masked",
  "customer:write": "Create and change customers",
  "customer:note": "Write notes about customers",
  "customer:merge": "Merge and unmerge customers",
  "customer:sign_in": "Let customers in whom the company's own systems vouch for: the platform itself",
  "company:read": "Read the companies that customers belong to",
  "company:write": "Create and change companies",
  "escalation:manage": "Acknowledge escalations that went to others",
  "incident:read": "Read major incidents; a customer whose ticket is part of one reads what is public of it",
  "incident:manage": "Declare major incidents, lead them, and say how they stand",
  "view:read": "Use saved views",
  "view:write": "Save views for oneself",
  "view:share": "Save views for a team or for everybody",
  "agent:read": "Read the people of the desk",
  "agent:manage": "Add agents, change their roles, suspend them",
  "agent:impersonate": "Act as another agent, which every event shows",
  "role:manage": "Define roles of the company's own, and try changes of roles out",
  "access:explain": "Ask why somebody else may or may not do something",
  "issuer:manage": "Say whose tokens are believed, which can be anybody's: for whoever may do everything",
  "app:manage": "Make apps, change what they may do, mint their keys",
  "agent:edit": "Change profile, presence and working hours",
  "agent:accept": "Accept an invitation to the desk: whoever was invited",
  "workspace:read": "Read the configuration",
  "workspace:configure": "Change the configuration",
  "workspace:recount": "Count tickets anew",
  "workspace:read_log": "Read the whole log of the workspace",
  "workspace:issue_claim": "Make the claim code of a fresh desk: the platform itself",
  "workspace:claim": "Claim a fresh desk: whoever bears its claim code, and nobody else",
  "key:manage": "Mint, list and revoke keys",
  "workspace:republish": "Put events of the log on the bus again: the platform itself",
  "attachment:upload": "Upload files",
  "mail:read": "Read how mails came in and went out",
  "mail:suppress": "Say to which addresses no mail goes, and lift that again",
  "mail:release": "Let mails out of quarantine",
  "mail:source": "Download mails as they came, headers and all",
  "mail:process": "Receive and send mail: the platform itself",
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** How far a permission reaches. `own`: assigned to me, or, for a customer, my own. `team` adds my teams'. */
export type Scope = "own" | "team" | "all";

export const SCOPES = ["own", "team", "all"] as const satisfies readonly Scope[];

export const isPermission = (word: string): word is Permission => Object.hasOwn(PERMISSIONS, word);

export type Grants = ReadonlyMap<Permission, Scope>;

const WIDTH: Record<Scope, number> = { own: 0, team: 1, all: 2 };

export const NO_GRANTS: Grants = new Map();

/** What the platform does itself, and no person or app is ever granted. */
export const PLATFORM_ONLY: ReadonlySet<Permission> = new Set([
  "ticket:process",
  "customer:sign_in",
  "workspace:issue_claim",
  "workspace:claim",
  "workspace:republish",
  "mail:process",
  "agent:accept",
]);

/** An app holds exactly the scopes of its key; words that are no permission grant nothing. */
export const grantsOfScopes = (scopes: readonly string[]): Grants => grants("all", scopes.filter(isPermission));

/** Several roles together: the widest reach of each permission wins. */
export function union(...sets: readonly Grants[]): Grants {
  const out = new Map<Permission, Scope>();
  for (const set of sets)
    for (const [permission, scope] of set) {
      const held = out.get(permission);
      if (held === undefined || WIDTH[scope] > WIDTH[held]) out.set(permission, scope);
    }
  return out;
}

/** Some permissions that reach equally far. */
export function grants(scope: Scope, permissions: readonly Permission[]): Grants {
  return new Map(permissions.map((permission) => [permission, scope]));
}

/** Whether one reach covers another. */
export const covers = (held: Scope | undefined, wanted: Scope): boolean =>
  held !== undefined && WIDTH[held] >= WIDTH[wanted];

/**
 * The first permission of `wanted` that `held` does not reach as far in; null when it covers all of it. What nobody is
 * granted is nobody's to withhold: to accept an invitation comes with every built-in role, and is in no other.
 */
export function missingFrom(held: Grants, wanted: Grants): Permission | null {
  for (const [permission, scope] of wanted)
    if (!PLATFORM_ONLY.has(permission) && !covers(held.get(permission), scope)) return permission;
  return null;
}

/** What permissions compare a caller with. */
export interface Target {
  readonly customerId?: string;
  readonly agentId?: string;
  readonly teamId?: string;
  /** Where it belongs to several teams at once, as people do. */
  readonly teamIds?: readonly string[];
}
