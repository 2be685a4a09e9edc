import {
  type Draft,
  forbidden,
  type Grants,
  grantsOfScopes,
  invalid,
  missingFrom,
  PERMISSIONS,
  type Permission,
  PLATFORM_ONLY,
  transition,
} from "../kernel/index.ts";
import type { App, Events } from "./schema.ts";

type Drafts = readonly Draft<Events>[];
type Scopes = App["scopes"];

export const created = (name: string, scopes: Scopes): Drafts => [
  { type: "app.created", payload: { name, scopes: [...scopes] } },
];

export const rename = (app: App, name: string): Drafts =>
  app.name === name ? [] : [{ type: "app.renamed", payload: { name, previous: app.name } }];

export function changeScopes(app: App, scopes: Scopes): Drafts {
  if (app.scopes.join() === scopes.join()) return [];
  return [{ type: "app.scopes_changed", payload: { scopes: [...scopes], previous: [...app.scopes] } }];
}

export const disable = (app: App): Drafts => (app.status === "DISABLED" ? [] : [{ type: "app.disabled", payload: {} }]);

export const enable = (app: App): Drafts => (app.status === "ACTIVE" ? [] : [{ type: "app.enabled", payload: {} }]);

/** @throws VALIDATION for words that are no permission, and for what no app is granted */
export function assertGrantable(scopes: Scopes): void {
  for (const [i, word] of scopes.entries()) {
    const path = ["scopes", i];
    if (!(Object.keys(PERMISSIONS) as string[]).includes(word))
      throw invalid(`There is no permission "${word}"; docs/permissions.md has all of them.`, path);
    if (PLATFORM_ONLY.has(word as Permission))
      throw invalid(`"${word}" is the platform's own to do: no app is granted it.`, path);
  }
}

/** Nobody grants more than they hold (DESIGN 6): an app reaches everywhere. */
export function assertMayGrant(held: Grants, scopes: Scopes): void {
  const missing = missingFrom(held, grantsOfScopes(scopes));
  if (missing !== null) throw forbidden(missing);
}

/** @throws TRANSITION: a key of a disabled app would be handed out and open nothing */
export function assertActive(app: App): void {
  if (app.status !== "ACTIVE") throw transition("This app is disabled: enable it first.", [], ["appId"]);
}
