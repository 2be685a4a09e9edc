import * as z from "zod";
import { BusinessCalendar } from "../calendar/index.ts";
import { Meta, text } from "../kernel/index.ts";
import { FollowUp, SupportAddress } from "./address.ts";
import { Category } from "./category.ts";
import { EscalationPath } from "./escalationPath.ts";
import { Field, Key } from "./field.ts";
import { Issuer } from "./issuer.ts";
import { Cell, DEFAULT_MATRIX, KindSettings, Kinds, Matrix } from "./kind.ts";
import { Macro, MacroShape, sensibleMacro } from "./macro.ts";
import { Queue } from "./queue.ts";
import { CustomRole } from "./role.ts";
import { DEFAULT_ROUTING, RoutingSettings } from "./routing.ts";
import { SlaPolicy } from "./servicePolicy.ts";
import { Skill } from "./skill.ts";
import { CustomStatus } from "./status.ts";
import { Team } from "./team.ts";
import { Template } from "./template.ts";

const POINTS = "A budget has 1,000 to 100,000,000 points a minute.";
const points = z.number().int(POINTS).min(1_000, POINTS).max(100_000_000, POINTS);

/** How much may be asked of the API, in points of cost a minute: what one caller may, and all of them together. */
export const RateLimit = z.object({ perCaller: points, perWorkspace: points });

const DEFAULT_RATE_LIMIT: z.infer<typeof RateLimit> = { perCaller: 300_000, perWorkspace: 3_000_000 };

const SENT = "A desk sends 1 to 1,000 mails a second.";

/** How mail goes out. */
export const MailSettings = z.object({
  /** Mails a second, all together: what the carrier grants. */
  sendRate: z.number().int(SENT).min(1, SENT).max(1_000, SENT),
  /** Whether answers begin with a line that asks to write above it. */
  replyMarker: z.boolean(),
});

const DEFAULT_MAIL: z.infer<typeof MailSettings> = { sendRate: 10, replyMarker: false };

export const Settings = z.object({
  followUp: FollowUp,
  /** Days after which a resolved ticket closes by itself. */
  autoCloseDays: z.number().int().min(1).max(365),
  /** Versions from before there was one read the default. */
  rateLimit: RateLimit.default(DEFAULT_RATE_LIMIT),
  mail: MailSettings.default(DEFAULT_MAIL),
});
export type Settings = z.infer<typeof Settings>;

/**
 * One version of everything a workspace can set. Immutable once written. Parts that a newer release knows are
 * carried along; parts that came later are empty in versions from before.
 */
const Parts = z.object({
  settings: Settings,
  addresses: z.array(SupportAddress),
  issuers: z.array(Issuer),
  fields: z.array(Field).default([]),
  kinds: Kinds.default({}),
  matrix: Matrix.default(DEFAULT_MATRIX),
  statuses: z.array(CustomStatus).default([]),
  categories: z.array(Category).default([]),
  teams: z.array(Team).default([]),
  roles: z.array(CustomRole).default([]),
  calendars: z.array(BusinessCalendar).default([]),
  skills: z.array(Skill).default([]),
  queues: z.array(Queue).default([]),
  slaPolicies: z.array(SlaPolicy).default([]),
  escalationPaths: z.array(EscalationPath).default([]),
  routing: RoutingSettings.default(DEFAULT_ROUTING),
  templates: z.array(Template).default([]),
  macros: z.array(Macro).default([]),
});
export const Config = Parts.loose();
export type Config = z.infer<typeof Parts>;

/** Checked when something is added, never when a version is read: what was written can always be read. */
export const MOST = {
  addresses: 100,
  issuers: 20,
  fields: 150,
  statuses: 50,
  categories: 500,
  teams: 100,
  roles: 50,
  calendars: 50,
  skills: 200,
  queues: 100,
  slaPolicies: 100,
  escalationPaths: 50,
  templates: 100,
  macros: 100,
} as const;
/** Of one owner: of a ticket, a customer or a company. */
export const MOST_FIELDS = 50;

export const DEFAULT_CONFIG: Config = {
  settings: {
    followUp: { policy: "REOPEN_WITHIN", days: 7, owner: "KEEP" },
    autoCloseDays: 4,
    rateLimit: DEFAULT_RATE_LIMIT,
    mail: DEFAULT_MAIL,
  },
  addresses: [],
  issuers: [],
  fields: [],
  kinds: {},
  matrix: DEFAULT_MATRIX,
  statuses: [],
  categories: [],
  teams: [],
  roles: [],
  calendars: [],
  skills: [],
  queues: [],
  slaPolicies: [],
  escalationPaths: [],
  routing: DEFAULT_ROUTING,
  templates: [],
  macros: [],
};

export interface Workspace {
  readonly id: string;
  readonly name: string;
  /** The configuration in force: the pointer of DESIGN 4. */
  readonly configVersion: number;
  readonly createdAt: number;
  /** How many operations are registered; absent before the first one. */
  readonly operations?: number;
}

export const CreateInput = Meta.extend({ name: text(100, 1) });
export const ChangeSettingsInput = Meta.extend({
  followUp: FollowUp.partial().optional(),
  autoCloseDays: Settings.shape.autoCloseDays.optional(),
  rateLimit: RateLimit.partial().optional(),
  mail: MailSettings.partial().optional(),
});
export const DefineFieldInput = Meta.extend(Field.shape);
export const RemoveFieldInput = Meta.extend({ on: Field.shape.on, key: Field.shape.key });
export const ChangeKindInput = Meta.extend(KindSettings.shape);
export const ChangeMatrixInput = Meta.extend({ cells: z.array(Cell).min(1, "Name at least one cell.").max(9) });
export const DefineStatusInput = Meta.extend(CustomStatus.shape);
export const DefineCategoryInput = Meta.extend(Category.shape);
export const DefineTeamInput = Meta.extend(Team.shape);
export const DefineRoleInput = Meta.extend(CustomRole.shape);
export const DefineTemplateInput = Meta.extend(Template.shape);
export const DefineMacroInput = Meta.extend(MacroShape).superRefine(sensibleMacro);
const list = <T extends z.ZodType>(item: T, part: keyof typeof MOST) =>
  z.array(item).max(MOST[part], `A workspace has at most ${MOST[part]} ${part}.`).optional();
/** Each list takes the place of the one there is, in its order; what is not given stays. */
export const RoutingConfiguration = z.object({
  calendars: list(BusinessCalendar, "calendars"),
  skills: list(Skill, "skills"),
  queues: list(Queue, "queues"),
  slaPolicies: list(SlaPolicy, "slaPolicies"),
  escalationPaths: list(EscalationPath, "escalationPaths"),
  routing: RoutingSettings.optional(),
});
export const ConfigureRoutingInput = Meta.extend(RoutingConfiguration.shape);
/** What a status, category, team or role is taken away by. */
export const KeyInput = Meta.extend({ key: Key });

export type CreateInput = z.input<typeof CreateInput>;
export type ChangeSettingsInput = z.input<typeof ChangeSettingsInput>;
export type DefineFieldInput = z.input<typeof DefineFieldInput>;
export type RemoveFieldInput = z.input<typeof RemoveFieldInput>;
export type ChangeKindInput = z.input<typeof ChangeKindInput>;
export type ChangeMatrixInput = z.input<typeof ChangeMatrixInput>;
export type DefineStatusInput = z.input<typeof DefineStatusInput>;
export type DefineCategoryInput = z.input<typeof DefineCategoryInput>;
export type DefineTeamInput = z.input<typeof DefineTeamInput>;
export type DefineRoleInput = z.input<typeof DefineRoleInput>;
export type DefineTemplateInput = z.input<typeof DefineTemplateInput>;
export type DefineMacroInput = z.input<typeof DefineMacroInput>;
export type RoutingConfiguration = z.infer<typeof RoutingConfiguration>;
export type ConfigureRoutingInput = z.input<typeof ConfigureRoutingInput>;
export type KeyInput = z.input<typeof KeyInput>;
