import { readSettings, Settings } from "./settings/index.ts";

/**
 * What SST must know before anything else. A wrong setting is not refused here, where SST would print nothing
 * of it, but by `desk()`, which runs before anything is created.
 *
 * @example
 * export default $config({
 *   app: async (input) => (await import("@switchboard/stacks/app")).app("acme-desk", input),
 *   run: async () => (await import("@switchboard/stacks")).desk().outputs,
 * });
 */
export function app(name: string, { stage }: { readonly stage: string }) {
  const settings = settingsOrDefaults();
  const keep = keeps(settings, stage);
  return {
    name,
    home: "aws" as const,
    removal: keep ? ("retain" as const) : ("remove" as const),
    protect: keep,
    providers: { aws: { region: settings.region } },
  };
}

function settingsOrDefaults(): Settings {
  try {
    return readSettings();
  } catch {
    return Settings.parse({});
  }
}

/** Whether what customers wrote outlives the stage. */
export const keeps = ({ keep }: Settings, stage: string): boolean => keep ?? stage === "production";
