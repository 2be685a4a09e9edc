import * as z from "zod";
import { TIERS } from "../company/index.ts";
import { body, id, Meta, text } from "../kernel/index.ts";

export const SEVERITIES = ["SEV1", "SEV2", "SEV3", "SEV4"] as const;
/** SEV1 is the worst: everybody is affected, and nothing else matters. */
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

export const INCIDENT_STATUSES = ["INVESTIGATING", "IDENTIFIED", "MONITORING", "RESOLVED"] as const;
export const IncidentStatus = z.enum(INCIDENT_STATUSES);
export type IncidentStatus = z.infer<typeof IncidentStatus>;

export const RESPONSE_ROLES = ["INCIDENT_MANAGER", "COMMUNICATIONS", "TECHNICAL_LEAD", "SCRIBE"] as const;
export const ResponseRole = z.enum(RESPONSE_ROLES);
export type ResponseRole = z.infer<typeof ResponseRole>;

/** Words of an update lie in their event's own row. */
export const MAX_UPDATE_BYTES = 4 * 1024;
/** An audience is part of the state, which must stay small. */
export const MAX_AUDIENCE = 20;

const Tag = z
  .string()
  .transform((tag) => tag.trim().toLowerCase())
  .pipe(text(50, 1));

const some = <T extends z.ZodType>(one: T, what: string) =>
  z
    .array(one)
    .min(1, `Name at least one of the ${what}, or leave the condition out.`)
    .max(MAX_AUDIENCE, `Name at most ${MAX_AUDIENCE} ${what}.`)
    .transform((values) => [...new Set(values)])
    .optional();

const CONDITIONS = "tiers, companyIds, tags, text";

/**
 * Who is affected: in words, and as a query over customers, of which every condition given must hold. `tags` are those
 * of their tickets.
 */
export const Audience = z.strictObject(
  {
    tiers: some(z.enum(TIERS), "tiers"),
    companyIds: some(id("cmp"), "companies"),
    tags: some(Tag, "tags"),
    text: text(500, 1).optional(),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `There is no condition ${(issue["keys"] as string[]).map((key) => `"${key}"`).join(", ")}; there are: ${CONDITIONS}.`
        : undefined,
  },
);
export type Audience = z.output<typeof Audience>;

/** Something broken that many feel at once, led by named people until it is over. It stands on a problem. */
export interface MajorIncident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: IncidentStatus;
  /** The ticket of kind PROBLEM that it stands on: what that one causes is part of it. */
  readonly problemId: string;
  readonly audience: Audience;
  /** Who answers for it. */
  readonly ownerId: string;
  /** Who does what while it lasts; one agent a role. */
  readonly roles: Readonly<Partial<Record<ResponseRole, string>>>;
  /** When it was declared, ms. */
  readonly createdAt: number;
  /** When somebody last said how it stands, ms. */
  readonly updatedAt: number;
  /** When it was over, ms; absent while it is not. */
  readonly resolvedAt?: number;
}

const Title = text(200, 1);
const Words = body(MAX_UPDATE_BYTES);
const Reason = text(500, 1);
const OnIncident = Meta.extend({ incidentId: id("inc") });
const Assigned = z.object({ role: ResponseRole, agentId: id("agt") });

export const DeclareInput = Meta.extend({
  title: Title,
  severity: Severity,
  /** The problem it stands on. */
  problemId: id("tkt").optional(),
  /** Or the problem that is opened with it: for a customer who feels it, in their words. */
  open: z.object({ customerId: id("cus"), text: Words }).optional(),
  audience: Audience.default({}),
  /** The calling agent when absent. */
  ownerId: id("agt").optional(),
  roles: z.array(Assigned).max(RESPONSE_ROLES.length, "Give each role once.").default([]),
  /** The first update. */
  text: Words.optional(),
  /** Whether the customers concerned read it. */
  public: z.boolean().default(true),
}).refine(({ problemId, open }) => (problemId === undefined) !== (open === undefined), {
  message: "Name the problem it stands on, or say what to open: one of the two.",
  path: ["problemId"],
});
export const PostUpdateInput = OnIncident.extend({
  /** How it stands now; as before when absent. */
  status: IncidentStatus.optional(),
  text: Words,
  public: z.boolean(),
});
export const AssignRoleInput = OnIncident.extend(Assigned.shape);
export const ReleaseRoleInput = OnIncident.extend({ role: ResponseRole });
export const ChangeSeverityInput = OnIncident.extend({ severity: Severity, reason: Reason });
export const ChangeAudienceInput = OnIncident.extend({ audience: Audience });
export const ChangeOwnerInput = OnIncident.extend({ ownerId: id("agt") });
export const EndInput = OnIncident.extend({ text: Words });

export type DeclareInput = z.input<typeof DeclareInput>;
export type PostUpdateInput = z.input<typeof PostUpdateInput>;
export type AssignRoleInput = z.input<typeof AssignRoleInput>;
export type ReleaseRoleInput = z.input<typeof ReleaseRoleInput>;
export type ChangeSeverityInput = z.input<typeof ChangeSeverityInput>;
export type ChangeAudienceInput = z.input<typeof ChangeAudienceInput>;
export type ChangeOwnerInput = z.input<typeof ChangeOwnerInput>;
export type EndInput = z.input<typeof EndInput>;
