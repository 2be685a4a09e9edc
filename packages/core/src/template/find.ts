import { notFound, type Path } from "../kernel/index.ts";
import type { BuiltinTemplate, Config } from "../workspace/index.ts";
import { BUILTIN } from "./builtin.ts";
import type { Source } from "./render.ts";

/** A template of the workspace, or one that every desk has; null when there is none. */
export function findTemplate({ templates }: Config, key: string): Source | null {
  if (Object.hasOwn(BUILTIN, key)) return { bodies: BUILTIN[key as BuiltinTemplate] };
  return templates.find((one) => one.key === key) ?? null;
}

/** The same. @throws NOT_FOUND */
export function needTemplate(config: Config, key: string, path: Path): Source {
  const found = findTemplate(config, key);
  if (!found) throw notFound(`template ${key}`, path);
  return found;
}
