import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemsOf } from "./checks/index.ts";
import { startCloud } from "./cloud/cloud.ts";
import { ask, setUp } from "./cloud/setup.ts";
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
  expect(await problemsOf(deployed, { mail: true, own: ["own-ticket-opened-tell-board"] })).toEqual([]);
  expect(deployed.printed).toContain("hello@help.acme.example");
});

test("its settings are its own", () => {
  expect(deployed.recording?.region).toBe("eu-central-1");
});

test("its own reaction runs on its own queue, as a policy of its own allows, and is told of each ticket once", async () => {
  const { recording, artifacts } = deployed;
  if (!recording) throw new Error(deployed.printed);
  await using cloud = await startCloud(recording, artifacts);
  const { key } = await setUp(cloud);
  cloud.faults.duplicate = true;
  const head = [
    "From: eve@customer.example",
    "To: hello@help.acme.example",
    "Subject: My chain",
    "Message-ID: <1@x.example>",
  ];
  cloud.mail([...head, "", "It squeaks.", ""].join("\r\n"), {
    from: "eve@customer.example",
    to: ["hello@help.acme.example"],
  });
  await cloud.settle();
  expect(cloud.messagesIn("Board")).toContainEqual({ number: 1, priority: "NORMAL" });
  expect(JSON.stringify(await ask(cloud, key, NOTES)).match(/On the wall board\./g)).toHaveLength(1);
  expect([cloud.letters(), cloud.refusals()]).toEqual([[], []]);
});

const NOTES = "{ tickets(first: 2) { edges { node { entries(first: 9) { edges { node { text } } } } } } }";

test("its program type-checks against the published types", () => {
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "-p", app.folder], { stdio: ["ignore", "inherit", "inherit"] });
});
