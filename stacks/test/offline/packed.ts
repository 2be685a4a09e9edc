import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./deploy.ts";
import { type Scratch, scratch } from "./scratch.ts";

const PACKAGES = ["packages/core", "packages/graphql", "packages/functions", "stacks"];

/**
 * An example as somebody else's repository would be: our packages in it are what `npm publish` would have sent,
 * built, and nothing of the checkout's sources is found by it. Third parties' packages are the checkout's.
 */
export function packed(example: string): Scratch {
  const made = scratch(example, {});
  const tarballs = join(made.folder, ".tarballs");
  cpSync(join(ROOT, "examples", example), made.folder, { recursive: true });
  mkdirSync(tarballs);
  npm("run", "build");
  npm("run", "build", "--workspace=stacks");
  npm("pack", "--silent", `--pack-destination=${tarballs}`, ...PACKAGES.map((one) => `--workspace=${one}`));
  for (const tarball of readdirSync(tarballs)) unpack(join(tarballs, tarball), made.folder);
  rmSync(tarballs, { recursive: true });
  return made;
}

const npm = (...args: string[]): void =>
  void execFileSync("npm", args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });

/** `switchboard-core-0.1.0.tgz` becomes `node_modules/@switchboard/core`. */
function unpack(tarball: string, folder: string): void {
  const name = /switchboard-(.+)-\d+\.\d+\.\d+\.tgz$/.exec(tarball)?.[1] ?? "";
  const target = join(folder, "node_modules", "@switchboard", name);
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
}
