import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { CliServices } from "./aws.ts";
import type { Recording } from "./recording.ts";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PLATFORM = join(ROOT, ".sst", "platform");
const TIMEOUT_MS = 90_000;

export interface DeployOptions {
  /** The folder with the `sst.config.ts`. */
  readonly app: string;
  readonly stage?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Deployed {
  readonly code: number;
  /** What the CLI printed. */
  readonly printed: string;
  /** Absent when the CLI gave up before it called Pulumi. */
  readonly recording: Recording | null;
  /** Where the bundles lie that it would have uploaded. */
  readonly artifacts: string;
}

/**
 * `sst deploy` with no AWS account: SST's own CLI, components and bundler, with stand-ins for the services the
 * CLI calls itself and for the Pulumi engine.
 */
export async function deploy(options: DeployOptions): Promise<Deployed> {
  const first = await attempt(options);
  // The CLI writes the program into the platform, which all share, under the time of day: two at once may meet.
  return first.recording === null && first.printed.includes("Unexpected error") ? attempt(options) : first;
}

async function attempt({ app, stage = "test", env = {} }: DeployOptions): Promise<Deployed> {
  sharePlatform(app);
  const scratch = mkdtempSync(join(tmpdir(), "switchboard-deploy-"));
  const services = new CliServices();
  const file = join(scratch, "recording.json");
  try {
    const { code, printed } = await cli(["deploy", "--stage", stage], app, {
      ...env,
      XDG_CONFIG_HOME: pulumiHome(scratch),
      AWS_ENDPOINT_URL: await services.start(),
      OFFLINE_RECORDING: file,
    });
    const recording = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recording) : null;
    return { code, printed, recording, artifacts: join(app, ".sst", "artifacts") };
  } finally {
    await services.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** SST's platform is 400 MB: it is installed once, beside the checkout's own configuration. */
function sharePlatform(app: string): void {
  const own = join(app, ".sst", "platform");
  if (existsSync(own)) return;
  mkdirSync(dirname(own), { recursive: true });
  symlinkSync(PLATFORM, own, "dir");
}

/** Where the CLI looks for a Pulumi of the version it knows. Built, as the program that it loads is large enough. */
function pulumiHome(scratch: string): string {
  const bin = join(scratch, "sst", "bin");
  const executable = join(bin, "pulumi");
  const outfile = `${executable}.mjs`;
  const entryPoints = [fileURLToPath(new URL("pulumi.ts", import.meta.url))];
  buildSync({ entryPoints, outfile, bundle: true, platform: "node", format: "esm" });
  writeFileSync(executable, `#!/bin/sh\nexec "${process.execPath}" "${outfile}" "$@"\n`);
  chmodSync(executable, 0o755);
  return scratch;
}

function cli(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const sst = createRequire(join(ROOT, "package.json")).resolve("sst-linux-x64/bin/sst");
  const child = spawn(sst, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      SST_NO_BUN: "1",
      SST_TELEMETRY_DISABLED: "1",
      SST_SKIP_DEPENDENCY_CHECK: "1",
      NO_COLOR: "1",
      AWS_ACCESS_KEY_ID: "offline",
      AWS_SECRET_ACCESS_KEY: "offline",
      AWS_EC2_METADATA_DISABLED: "true",
      ...env,
    },
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => printed.push(chunk));
  const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  return new Promise<{ code: number; printed: string }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, printed: Buffer.concat(printed).toString("utf8") });
    });
  });
}
