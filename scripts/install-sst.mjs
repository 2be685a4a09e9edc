/**
 * SST's platform beside the checkout: its components are what the stacks are checked and tested against. Three
 * seconds, once, from npm alone; `sst deploy` on a machine of one's own does it by itself.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { sst: version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies;
const installed = join(root, ".sst", "platform", "version");

if (!existsSync(installed) || readFileSync(installed, "utf8").trim() !== version) {
  // Where npm has none for the system, SST finds one.
  const bun = join(root, "node_modules", "@oven", "bun-linux-x64", "bin", "bun");
  const env = { ...process.env, SST_SKIP_DEPENDENCY_CHECK: "1", SST_TELEMETRY_DISABLED: "1" };
  if (existsSync(bun)) env.SST_BUN_PATH = bun;
  const { status } = spawnSync("npx", ["sst", "install", "--stage", "test"], { cwd: root, stdio: "inherit", env });
  process.exit(status ?? 1);
}
