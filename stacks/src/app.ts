import { readSettings, regionAsWritten, type Settings } from "./settings/index.ts";

/**
 * What SST must know before anything else. A wrong setting is not refused here, where SST would print nothing
 * of it, but by `desk()`, which runs before anything is created.
 *
 * @example
 * export default $config({
 *   app: async (input) => (await import("@switchboard/stacks/app")).app("acme-desk", input),
 *   run: async () => (await (await import("@switchboard/stacks")).desk()).outputs,
 * });
 */
export function app(name: string, { stage }: { readonly stage: string }) {
  const { region, keep } = settingsOrGuess(stage);
  return {
    name,
    home: "aws" as const,
    removal: keep ? ("retain" as const) : ("remove" as const),
    providers: { aws: { region } },
  };
}

/** Where settings are wrong nothing is deployed, so what is guessed must do no harm: it keeps everything. */
function settingsOrGuess(stage: string): { readonly region: string; readonly keep: boolean } {
  try {
    const settings = readSettings();
    return { region: settings.region, keep: keeps(settings, stage) };
  } catch {
    return { region: regionAsWritten(), keep: true };
  }
}

/** Whether what customers wrote outlives the stage. */
export const keeps = ({ keep }: Settings, stage: string): boolean => keep ?? stage === "production";
