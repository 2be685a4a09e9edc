import { readSettings, type Settings } from "./settings/index.ts";

/**
 * What SST must know before anything else. Reads the settings, so a wrong one ends the command here.
 *
 * @throws SettingsError naming every wrong key
 * @example
 * export default $config({
 *   app: async (input) => (await import("@switchboard/stacks/app")).app("acme-desk", input),
 *   run: async () => (await import("@switchboard/stacks")).desk().outputs,
 * });
 */
export function app(name: string, { stage }: { readonly stage: string }) {
  const settings = readSettings();
  const keep = keeps(settings, stage);
  return {
    name,
    home: "aws" as const,
    removal: keep ? ("retain" as const) : ("remove" as const),
    protect: keep,
    providers: { aws: { region: settings.region } },
  };
}

/** Whether what customers wrote outlives the stage. */
export const keeps = ({ keep }: Settings, stage: string): boolean => keep ?? stage === "production";
