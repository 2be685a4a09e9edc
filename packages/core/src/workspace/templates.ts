import { type Ctx, invalid, type Path, parse } from "../kernel/index.ts";
import { checkSource, type Kind } from "../liquid/index.ts";
import type { Result } from "../table/index.ts";
import * as decide from "./decideTemplate.ts";
import { reconfigure } from "./reconfigure.ts";
import { DefineMacroInput, DefineTemplateInput, KeyInput, type Workspace } from "./schema.ts";
import type { TemplateBody } from "./template.ts";
import { unknownIn } from "./templateVariables.ts";

/**
 * Adds a template, or changes one where it stands; with a body for each language, the first for all others.
 *
 * @throws VALIDATION with the line for a source that is no Liquid or names a variable there is not; LIMIT over 100 of
 * them, or 400 KB with the macros; FORBIDDEN, CONFLICT
 * @example
 * const bodies = [{ locale: "en", text: "Hi {{ customer.firstName | default: 'there' }}, we are on it." }];
 * await Workspace.defineTemplate(ctx, { key: "on_it", name: "On it", bodies });
 */
export async function defineTemplate(ctx: Ctx, raw: DefineTemplateInput): Promise<Result<Workspace>> {
  const input = parse(DefineTemplateInput, raw);
  const { key, name, bodies } = input;
  await assertSources(bodies);
  return reconfigure(ctx, { name: "workspace.defineTemplate", input }, (state, now) =>
    decide.defineTemplate(state, now, { key, name, bodies }),
  );
}

/** Takes a template away. @throws VALIDATION while an address or a macro uses it, FORBIDDEN, CONFLICT */
export async function removeTemplate(ctx: Ctx, raw: KeyInput): Promise<Result<Workspace>> {
  const input = parse(KeyInput, raw);
  return reconfigure(ctx, { name: "workspace.removeTemplate", input }, (state, now) =>
    decide.removeTemplate(state, now, input.key),
  );
}

/**
 * Adds a macro, or changes one where it stands: words, changes, or both, which are applied to a ticket in one step.
 *
 * @throws VALIDATION as for templates, for two actions of one subject, and for what the workspace has not; LIMIT,
 * FORBIDDEN, CONFLICT
 * @example
 * const actions = [{ tag: { tags: ["recall"] } }, { changeTeam: { team: "workshop" } }];
 * await Workspace.defineMacro(ctx, { key: "recall", name: "Recall", template: "recall", actions });
 */
export async function defineMacro(ctx: Ctx, raw: DefineMacroInput): Promise<Result<Workspace>> {
  const input = parse(DefineMacroInput, raw);
  const { idempotencyKey: _, expectedVersion: __, ...macro } = input;
  await assertSources(macro.bodies ?? []);
  return reconfigure(ctx, { name: "workspace.defineMacro", input }, (state, now) =>
    decide.defineMacro(state, now, macro),
  );
}

/** Takes a macro away. @throws VALIDATION when there is none of this key, FORBIDDEN, CONFLICT */
export async function removeMacro(ctx: Ctx, raw: KeyInput): Promise<Result<Workspace>> {
  const input = parse(KeyInput, raw);
  return reconfigure(ctx, { name: "workspace.removeMacro", input }, (state, now) =>
    decide.removeMacro(state, now, input.key),
  );
}

/** Every source is Liquid, and names what there is: a mistake is found by its author, not by a customer. */
async function assertSources(bodies: readonly TemplateBody[]): Promise<void> {
  for (const [i, { subject, text, html }] of bodies.entries()) {
    await assertSource(subject, "TEXT", ["bodies", i, "subject"]);
    await assertSource(text, "TEXT", ["bodies", i, "text"]);
    await assertSource(html, "HTML", ["bodies", i, "html"]);
  }
}

async function assertSource(source: string | undefined, kind: Kind, path: Path): Promise<void> {
  if (source === undefined) return;
  const checked = await checkSource(source, kind);
  if ("mistake" in checked) throw invalid(`Line ${checked.mistake.line}: ${checked.mistake.message}`, path);
  const [unknown] = unknownIn(checked.variables);
  if (unknown) throw invalid(`Line ${unknown.line}: there is no variable \`${unknown.path}\`.`, path);
}
