/**
 * `npm run test:deploy`: installs SST's platform beside the checkout, type-checks the stacks against it, then
 * deploys and drives the desk with no AWS account. Arguments go to vitest.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { sst: version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies;
const installed = join(root, ".sst", "platform", "version");

function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(installed) || readFileSync(installed, "utf8").trim() !== version) {
  run("npx", ["sst", "install", "--stage", "test"], {
    SST_SKIP_DEPENDENCY_CHECK: "1",
    SST_TELEMETRY_DISABLED: "1",
    SST_BUN_PATH: join(root, "node_modules", "@oven", "bun-linux-x64", "bin", "bun"),
  });
}
run("npx", ["tsc", "-p", "stacks"]);
run("npx", ["vitest", "run", "--config", "vitest.deploy.config.ts", ...process.argv.slice(2)]);
