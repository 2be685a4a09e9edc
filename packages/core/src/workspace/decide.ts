import { alreadyExists, canonical, type Draft, invalid, limit } from "../kernel/index.ts";
import type { Events } from "./events.ts";
import type { Issuer } from "./issuer.ts";
import { type Config, MOST, type Settings, type Workspace } from "./schema.ts";

/** What a change of the configuration comes to: the next version, or nothing when it would be the same. */
export interface Reconfigured {
  readonly config: Config;
  readonly events: readonly Draft<Events>[];
}

/** What to change; what is absent stays. */
export interface SettingsChange {
  readonly followUp?: Some<Settings["followUp"]> | undefined;
  readonly autoCloseDays?: number | undefined;
  readonly rateLimit?: Some<Settings["rateLimit"]> | undefined;
  readonly mail?: Some<Settings["mail"]> | undefined;
}

export type Some<T> = { readonly [K in keyof T]?: T[K] | undefined };

export function created(name: string): readonly Draft<Events>[] {
  return [{ type: "workspace.created", payload: { name, configVersion: 1 } }];
}

export function changeSettings(workspace: Workspace, config: Config, change: SettingsChange): Reconfigured {
  const settings: Settings = {
    followUp: { ...config.settings.followUp, ...withoutAbsent(change.followUp ?? {}) },
    autoCloseDays: change.autoCloseDays ?? config.settings.autoCloseDays,
    rateLimit: { ...config.settings.rateLimit, ...withoutAbsent(change.rateLimit ?? {}) },
    mail: { ...config.settings.mail, ...withoutAbsent(change.mail ?? {}) },
  };
  return configured(workspace, config, { ...config, settings }, "settings");
}

export function trustIssuer(workspace: Workspace, config: Config, added: Issuer): Reconfigured {
  const others = config.issuers.filter(({ issuer }) => issuer !== added.issuer);
  return configured(workspace, config, { ...config, issuers: [...others, added] }, "issuers");
}

export function distrustIssuer(workspace: Workspace, config: Config, gone: string): Reconfigured {
  const issuers = config.issuers.filter(({ issuer }) => issuer !== gone);
  if (issuers.length === config.issuers.length) throw invalid("This workspace does not trust this issuer.", ["issuer"]);
  return configured(workspace, config, { ...config, issuers }, "issuers");
}

export const issuerTaken = () => alreadyExists("Another workspace trusts this issuer.", ["issuer"]);

/** The next version, when it differs. */
export function configured(workspace: Workspace, before: Config, after: Config, changed: keyof Config): Reconfigured {
  if (canonical(before) === canonical(after)) return { config: before, events: [] };
  assertRoom(after);
  const configVersion = workspace.configVersion + 1;
  const payload = { configVersion, changed, ...differing(before[changed], after[changed]) };
  return { config: after, events: [{ type: "workspace.configured", payload }] };
}

/** Of lists only the items that differ: the whole of a long one is in its versions, and no bus carries it. */
export function differing(before: unknown, after: unknown): { readonly before: unknown; readonly after: unknown } {
  if (!Array.isArray(before) || !Array.isArray(after)) return { before, after };
  const [old, now] = [before, after].map((list) => new Set(list.map(canonical)));
  return {
    before: before.filter((item) => !now?.has(canonical(item))),
    after: after.filter((item) => !old?.has(canonical(item))),
  };
}

function assertRoom(config: Config): void {
  for (const part of Object.keys(MOST) as (keyof typeof MOST)[]) {
    const most = MOST[part];
    if (config[part].length > most) throw limit(`A workspace has at most ${most} ${part}.`, most, [part]);
  }
}

/** What was given of a change. */
export const withoutAbsent = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
