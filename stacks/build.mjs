/**
 * `npm run build -w stacks`: JavaScript and types into `dist`. SST's platform, whose types ours stand on, comes as
 * sources, so the compiler writes it out as well; only what is ours is kept. Needs `npm run sst:install` first.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = mkdtempSync(join(here, ".build-"));
const options = ["--noEmit", "false", "--declaration", "--rootDir", join(here, ".."), "--outDir", out];
const { status } = spawnSync("npx", ["tsc", "-p", here, ...options], { cwd: here, stdio: "inherit" });
if (status === 0) {
  rmSync(join(here, "dist"), { recursive: true, force: true });
  renameSync(join(out, "stacks", "src"), join(here, "dist"));
}
rmSync(out, { recursive: true, force: true });
process.exit(status ?? 1);
