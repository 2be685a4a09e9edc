import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemsOf } from "./checks/index.ts";
import { type Deployed, deploy, ROOT } from "./offline/deploy.ts";
import { packed } from "./offline/packed.ts";
import type { Scratch } from "./offline/scratch.ts";

let app: Scratch;
let deployed: Deployed;

beforeAll(async () => {
  app = packed("own-stack");
  deployed = await deploy({ app: app.folder, stage: "production" });
});

afterAll(() => app[Symbol.dispose]());

test("a company's own repository deploys the whole desk from the published packages, and nothing can be said against it", async () => {
  expect(await problemsOf(deployed, { mail: true, own: ["ticket-opened-tell-board"] })).toEqual([]);
  expect(deployed.printed).toContain("hello@help.acme.example");
});

test("its settings are its own", () => {
  expect(deployed.recording?.region).toBe("eu-central-1");
});

test("its program type-checks against the published types", () => {
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "-p", app.folder], { stdio: ["ignore", "inherit", "inherit"] });
});
