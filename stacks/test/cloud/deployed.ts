import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { deploy, ROOT } from "../offline/deploy.ts";
import type { Recording } from "../offline/recording.ts";

/** Where mail to the desk goes. */
export const DOMAIN = "help.example.com";

/** One deploy for all tests of the cloud: what was recorded, and the bundles. */
export interface Deployed {
  readonly recording: Recording;
  readonly artifacts: string;
}

declare module "vitest" {
  interface ProvidedContext {
    readonly deployed: Deployed;
  }
}

/**
 * Before all tests: deploys this repository's own configuration, with a mail domain whose receipt rules are active.
 * The bundles run from a folder of their own, where no other deploy writes and where nothing but what would be
 * uploaded can be imported.
 */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const env = { DESK_MAIL_DOMAIN: DOMAIN, DESK_MAIL_ACTIVATE: "true" };
  const { code, printed, recording, artifacts } = await deploy({ app: ROOT, env });
  if (code !== 0 || !recording) throw new Error(`the deploy failed:\n${printed}`);
  const folder = mkdtempSync(join(tmpdir(), "switchboard-cloud-"));
  cpSync(artifacts, folder, { recursive: true, filter: (path) => !path.endsWith(".zip") });
  provide("deployed", { recording, artifacts: folder });
  return () => rmSync(folder, { recursive: true, force: true });
}
