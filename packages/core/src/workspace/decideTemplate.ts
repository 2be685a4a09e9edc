import { invalid, limit, type Path } from "../kernel/index.ts";
import { configured, type Reconfigured } from "./decide.ts";
import { withItem, withoutItem } from "./keyed.ts";
import type { Macro, MacroAction } from "./macro.ts";
import type { Config, Workspace } from "./schema.ts";
import { BUILTIN_TEMPLATES, type Template } from "./template.ts";

/** Of all templates and macros together: a version of the configuration stays cheap to read. */
const MOST_BYTES = 400 * 1024;

export function defineTemplate(workspace: Workspace, config: Config, template: Template): Reconfigured {
  const next = { ...config, templates: withItem(config.templates, template) };
  assertSmall(next);
  return configured(workspace, config, next, "templates");
}

/** @throws VALIDATION while an address or a macro uses it */
export function removeTemplate(workspace: Workspace, config: Config, key: string): Reconfigured {
  const [user] = usersOf(config, key);
  if (user !== undefined) throw invalid(`${user} uses this template: give it another one first.`, ["key"]);
  const templates = withoutItem(config.templates, key, "template");
  return configured(workspace, config, { ...config, templates }, "templates");
}

/** What uses a template, in words. */
function usersOf({ addresses, macros }: Config, key: string): readonly string[] {
  const answering = addresses.filter((address) => templatesOf(address).includes(key));
  return [
    ...answering.map(({ address }) => `The address ${address}`),
    ...macros.filter(({ template }) => template === key).map((macro) => `The macro "${macro.key}"`),
  ];
}

/** The templates that an address answers with by itself. */
export function templatesOf(address: Config["addresses"][number]): readonly string[] {
  const { acknowledgement = {}, awayOnReply } = address;
  const { open, closed, holiday } = acknowledgement;
  return [open, closed, holiday, awayOnReply].filter((key) => key !== undefined);
}

/** @throws VALIDATION for a template there is not */
export function assertTemplate({ templates }: Config, key: string | undefined, path: Path): void {
  const known: readonly string[] = [...templates.map((one) => one.key), ...BUILTIN_TEMPLATES];
  if (key === undefined || known.includes(key)) return;
  throw invalid(`There is no template "${key}"; there are: ${known.join(", ")}.`, path);
}

export function defineMacro(workspace: Workspace, config: Config, macro: Macro): Reconfigured {
  assertTemplate(config, macro.template, ["template"]);
  for (const [i, action] of macro.actions.entries()) assertDoable(config, action, ["actions", i]);
  const next = { ...config, macros: withItem(config.macros, macro) };
  assertSmall(next);
  return configured(workspace, config, next, "macros");
}

export const removeMacro = (workspace: Workspace, config: Config, key: string): Reconfigured =>
  configured(workspace, config, { ...config, macros: withoutItem(config.macros, key, "macro") }, "macros");

/** What an action names is there; whether it may be done is asked of each ticket. @throws VALIDATION */
function assertDoable(config: Config, action: MacroAction, path: Path): void {
  const { changeStatus, resolve, changeTeam, changeCategory, changeFields } = action;
  const customStatus = (changeStatus ?? resolve)?.customStatus;
  const own = config.statuses.find(({ key, retired }) => key === customStatus && !retired);
  if (changeStatus && changeStatus.status === undefined && customStatus === undefined)
    throw invalid("Give a `status` or a `customStatus`.", [...path, "changeStatus", "status"]);
  if (customStatus !== undefined && !own) throw unknown("status", customStatus, path);
  if (own?.category === "RESOLVED" && changeStatus)
    throw invalid("This status means solved: use `resolve` with it.", [...path, "changeStatus", "customStatus"]);
  const team = changeTeam?.team ?? null;
  if (team !== null && !config.teams.some(({ key }) => key === team)) throw unknown("team", team, path);
  const category = changeCategory?.category ?? null;
  const isChoice = config.categories.some(({ key, retired }) => key === category && !retired);
  if (category !== null && config.categories.length > 0 && !isChoice) throw unknown("category", category, path);
  const fields = new Set(config.fields.filter(({ on }) => on === "TICKET").map(({ key }) => key));
  const strange = Object.keys(changeFields?.values ?? {}).find((key) => !fields.has(key));
  if (strange !== undefined) throw unknown("field", strange, path);
}

const unknown = (noun: string, key: string, path: Path) =>
  invalid(`There is no ${noun} "${key}" that a ticket could get.`, path);

function assertSmall({ templates, macros }: Config): void {
  const bytes = Buffer.byteLength(JSON.stringify([templates, macros]));
  if (bytes > MOST_BYTES)
    throw limit(`Templates and macros have at most ${MOST_BYTES / 1024} KB together.`, MOST_BYTES, ["bodies"]);
}
