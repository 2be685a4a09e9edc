import { type Ctx, parse } from "../kernel/index.ts";
import type { Result } from "../table/index.ts";
import * as categories from "./decideCategory.ts";
import * as fields from "./decideField.ts";
import * as kinds from "./decideKind.ts";
import * as statuses from "./decideStatus.ts";
import * as teams from "./decideTeam.ts";
import { reconfigure } from "./reconfigure.ts";
import {
  ChangeKindInput,
  ChangeMatrixInput,
  DefineCategoryInput,
  DefineFieldInput,
  DefineStatusInput,
  DefineTeamInput,
  KeyInput,
  RemoveFieldInput,
  type Workspace,
} from "./schema.ts";

/**
 * Adds a field of the company's own to tickets, customers or companies, or changes one where it stands.
 *
 * @throws VALIDATION for a field that makes no sense or another type than before, LIMIT over 50 an owner, FORBIDDEN
 * @example await Workspace.defineField(ctx, { on: "TICKET", key: "frame", label: "Frame number", type: "TEXT" });
 */
export async function defineField(ctx: Ctx, raw: DefineFieldInput): Promise<Result<Workspace>> {
  const input = parse(DefineFieldInput, raw);
  return reconfigure(ctx, { name: "workspace.defineField", input }, (state, now) =>
    fields.defineField(state, now, own(input)),
  );
}

/** Takes a field away; what has a value keeps it, unseen. @throws VALIDATION while another field hangs on it, FORBIDDEN */
export async function removeField(ctx: Ctx, raw: RemoveFieldInput): Promise<Result<Workspace>> {
  const input = parse(RemoveFieldInput, raw);
  return reconfigure(ctx, { name: "workspace.removeField", input }, (state, now) =>
    fields.removeField(state, now, input),
  );
}

/**
 * Changes what a kind of ticket is called, whether there are any, and what happens when a whole is resolved before
 * its parts. What is not given stays; tickets of a kind that goes stay what they are.
 *
 * @throws VALIDATION for QUESTION, which mail opens, FORBIDDEN, CONFLICT
 * @example await Workspace.changeKind(ctx, { kind: "TASK", parentGuard: "HARD" });
 */
export async function changeKind(ctx: Ctx, raw: ChangeKindInput): Promise<Result<Workspace>> {
  const input = parse(ChangeKindInput, raw);
  return reconfigure(ctx, { name: "workspace.changeKind", input }, (state, now) =>
    kinds.changeKind(state, now, own(input)),
  );
}

/**
 * Changes which priority follows from impact and urgency; cells that are not given stay. Tickets keep the priority
 * they have until their impact changes.
 *
 * @throws VALIDATION for a cell named twice, FORBIDDEN, CONFLICT
 * @example await Workspace.changeMatrix(ctx, { cells: [{ impact: "HIGH", urgency: "LOW", priority: "HIGH" }] });
 */
export async function changeMatrix(ctx: Ctx, raw: ChangeMatrixInput): Promise<Result<Workspace>> {
  const input = parse(ChangeMatrixInput, raw);
  return reconfigure(ctx, { name: "workspace.changeMatrix", input }, (state, now) =>
    kinds.changeMatrix(state, now, input.cells),
  );
}

/**
 * Adds a status of the company's own, or changes one where it stands; with `retired` nothing gets it any more.
 *
 * @throws VALIDATION for another category than before, LIMIT over 50, FORBIDDEN, CONFLICT
 * @example
 * await Workspace.defineStatus(ctx, { key: "fraud", category: "OPEN", label: "Fraud check", customerLabel: "In progress" });
 */
export async function defineStatus(ctx: Ctx, raw: DefineStatusInput): Promise<Result<Workspace>> {
  const input = parse(DefineStatusInput, raw);
  return reconfigure(ctx, { name: "workspace.defineStatus", input }, (state, now) =>
    statuses.defineStatus(state, now, own(input)),
  );
}

/** Takes a status away; tickets that have it show their category instead. @throws VALIDATION, FORBIDDEN, CONFLICT */
export async function removeStatus(ctx: Ctx, raw: KeyInput): Promise<Result<Workspace>> {
  const input = parse(KeyInput, raw);
  return reconfigure(ctx, { name: "workspace.removeStatus", input }, (state, now) =>
    statuses.removeStatus(state, now, input.key),
  );
}

/**
 * Adds a category to the tree, or changes or moves one with all below it; with `retired` nothing gets it any more.
 * From the first one on tickets take these alone.
 *
 * @throws VALIDATION for no such parent or a circle, ALREADY_EXISTS for a label that a sibling has, LIMIT over 500 or
 * five levels, FORBIDDEN, CONFLICT
 * @example await Workspace.defineCategory(ctx, { key: "gears", label: "Gears", parent: "bikes" });
 */
export async function defineCategory(ctx: Ctx, raw: DefineCategoryInput): Promise<Result<Workspace>> {
  const input = parse(DefineCategoryInput, raw);
  return reconfigure(ctx, { name: "workspace.defineCategory", input }, (state, now) =>
    categories.defineCategory(state, now, own(input)),
  );
}

/** Takes a category away; tickets that have it keep it. @throws VALIDATION while others stand below, FORBIDDEN, CONFLICT */
export async function removeCategory(ctx: Ctx, raw: KeyInput): Promise<Result<Workspace>> {
  const input = parse(KeyInput, raw);
  return reconfigure(ctx, { name: "workspace.removeCategory", input }, (state, now) =>
    categories.removeCategory(state, now, input.key),
  );
}

/**
 * Adds a team, or gives one another label.
 *
 * @throws LIMIT over 100, FORBIDDEN, CONFLICT
 * @example await Workspace.defineTeam(ctx, { key: "workshop", label: "Workshop" });
 */
export async function defineTeam(ctx: Ctx, raw: DefineTeamInput): Promise<Result<Workspace>> {
  const input = parse(DefineTeamInput, raw);
  return reconfigure(ctx, { name: "workspace.defineTeam", input }, (state, now) =>
    teams.defineTeam(state, now, own(input)),
  );
}

/**
 * Takes a team away; its agents and tickets keep a key that means nothing.
 *
 * @throws VALIDATION while a queue, a policy, an escalation path or an address names it, FORBIDDEN, CONFLICT
 */
export async function removeTeam(ctx: Ctx, raw: KeyInput): Promise<Result<Workspace>> {
  const input = parse(KeyInput, raw);
  return reconfigure(ctx, { name: "workspace.removeTeam", input }, (state, now) =>
    teams.removeTeam(state, now, input.key),
  );
}

/** What stands in the configuration: the input without what every write takes. */
function own<T extends object>(input: T): Omit<T, "idempotencyKey" | "expectedVersion"> {
  const { idempotencyKey: _, expectedVersion: __, ...rest } = input as T & Record<string, unknown>;
  return rest as Omit<T, "idempotencyKey" | "expectedVersion">;
}
