/**
 * Stands in for the Pulumi engine: takes the commands that the SST CLI gives the real one, runs the program it
 * built under Pulumi's own mocks, and writes down every resource that would have been created.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createdState, physicalNameOf } from "./account.ts";
import { lookedUp } from "./lookups.ts";
import type { Call, Recording, Resource } from "./recording.ts";

const [command = "", ...argv] = process.argv.slice(2);
// The program changes the directory.
const workdir = process.cwd();

const after = (flag: string): string => {
  const value = argv[argv.indexOf(flag) + 1];
  if (!argv.includes(flag) || value === undefined) throw new Error(`the CLI gave no ${flag}`);
  return value;
};

const stateOf = (stack: string, resources: readonly unknown[] = []) => ({
  version: 3,
  checkpoint: { stack, latest: { manifest: { time: new Date(0).toISOString(), magic: "", version: "" }, resources } },
});

switch (command) {
  case "version":
    console.log("v3.215.0");
    break;
  case "stack":
    initStack(argv[1] ?? "");
    break;
  case "up":
  case "preview":
    // Not awaited: a program that failed may never settle, and what it failed of is to be written down.
    up().catch((error: unknown) => {
      throw error;
    });
    break;
  default:
    console.error(`not played here: pulumi ${command}`);
    process.exit(1);
}

/** What AWS refuses to make a second time under the same name. */
const NAMED = /:(?:EventBus|EventRule|Queue|Function|Role|Table|LogGroup|MetricAlarm|Topic|Bucket)$/;

function initStack(name: string): void {
  const [, project = "", stack = ""] = name.split("/");
  const folder = join(workdir, ".pulumi", "stacks", project);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${stack}.json`), JSON.stringify(stateOf(name)));
}

async function up(): Promise<void> {
  const [, project = "", stack = ""] = after("--stack").split("/");
  const main = /^main: (.*)$/m.exec(readFileSync("Pulumi.yaml", "utf8"))?.[1] ?? "";
  const config = configOf(argv);
  const region = config["aws:region"] ?? "eu-west-1";
  const resources: Resource[] = [];
  const calls: Call[] = [];
  const failures: unknown[] = [];
  process.on("unhandledRejection", (error) => failures.push(error));
  process.on("uncaughtException", (error) => failures.push(error));

  const pulumi = createRequire(main)("@pulumi/pulumi") as Pulumi;
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, custom }) {
        const { __provider, ...given } = plain(inputs) as Record<string, unknown>;
        const physical = physicalNameOf(given, `${project}-${stack}-${name}`);
        if (resources.some((other) => other.type === type && other.name === name))
          failures.push(new Error(`Duplicate resource URN: ${type}::${name}`));
        if (
          NAMED.test(type) &&
          resources.some(
            (other) =>
              other.type === type &&
              other.state["name"] === physical &&
              other.inputs["eventBusName"] === given["eventBusName"],
          )
        )
          failures.push(new Error(`AWS has one ${type} of the name ${physical}`));
        const state = {
          name: physical,
          id: physical,
          ...given,
          ...createdState(type, physical, { region, inputs: given }),
        };
        resources.push({ type, name, custom: custom !== false, inputs: given, state });
        return { id: physical, state };
      },
      call({ token, inputs }) {
        calls.push({ token, inputs });
        return lookedUp(token, inputs, region);
      },
    },
    project,
    stack,
    command === "preview",
  );
  pulumi.runtime.setAllConfig(config);
  let outputs: Record<string, unknown> | undefined;
  // Resources that hang on others are created until nothing is left to do, or nothing can be done.
  process.once("beforeExit", () => {
    if (!outputs) failures.push(new Error("the program never came to its outputs"));
    const failure = failures[0] === undefined ? null : describe(failures[0]);
    finish({ project, stack, region, command, resources, calls, failure, outputs: outputs ?? {} });
  });
  try {
    outputs = await run(pulumi, main);
  } catch (error) {
    failures.push(error);
  }
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

async function run(pulumi: Pulumi, main: string): Promise<Record<string, unknown>> {
  const program = async () => ((await import(pathToFileURL(main).href)) as { default: unknown }).default;
  const returned = await pulumi.runtime.runInPulumiStack(program);
  const resolved = await new Promise<Record<string, unknown>>((resolve) => {
    pulumi.output(returned ?? {}).apply((value) => resolve((value ?? {}) as Record<string, unknown>));
  });
  return plain(resolved) as Record<string, unknown>;
}

function finish(recording: Recording): void {
  const { project, stack, resources, failure, outputs } = recording;
  const out = process.env["OFFLINE_RECORDING"];
  if (out) writeFileSync(out, JSON.stringify(recording));
  const emit = (event: object) =>
    appendFileSync(after("--event-log"), `${JSON.stringify({ sequence: 0, timestamp: 0, ...event })}\n`);
  if (failure !== null) {
    emit({ diagnosticEvent: { severity: "error", message: failure, urn: "", color: "never" } });
    process.exitCode = 1;
  }
  const urn = `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
  const root = { urn, custom: false, type: "pulumi:pulumi:Stack", outputs };
  const links = resources.filter(({ type }) => type === "sst:sst:LinkRef").map((link) => linked(recording, link));
  const file = join(workdir, ".pulumi", "stacks", project, `${stack}.json`);
  writeFileSync(file, JSON.stringify(stateOf(`organization/${project}/${stack}`, [root, ...links])));
  emit({
    summaryEvent: {
      maybeCorrupt: false,
      durationSeconds: 0,
      resourceChanges: { create: resources.length },
      policyPacks: {},
    },
  });
}

/** What the CLI makes the types of linked resources from: `Resource.Board.url`. */
function linked({ project, stack, resources }: Recording, { type, name, inputs }: Resource): object {
  const target = name.replace(/LinkRef$/, "");
  const owner = resources.find((one) => one.name === target && one.type !== type);
  const properties = { type: owner?.type.replaceAll(":", "."), ...(inputs["properties"] as object) };
  const urn = `urn:pulumi:${stack}::${project}::${type}::${name}`;
  return { urn, custom: false, type, outputs: { target, include: inputs["include"], properties } };
}

function configOf(args: readonly string[]): Record<string, string> {
  const pairs = args.flatMap((arg, i) => (arg === "--config" ? [args[i + 1] ?? ""] : []));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}

/** What Pulumi puts around secrets and references when it writes them. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (SIGNATURE in value) return plain((value as { value?: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The little of Pulumi's SDK that is called here; it is the one that SST brought along. */
interface Pulumi {
  readonly runtime: {
    setMocks(mocks: Mocks, project: string, stack: string, preview: boolean): Promise<void>;
    setAllConfig(config: Record<string, string>): void;
    runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
  };
  output(value: unknown): { apply(then: (value: unknown) => void): unknown };
}

interface Mocks {
  newResource(args: { type: string; name: string; inputs: Record<string, unknown>; custom?: boolean }): {
    id: string;
    state: Record<string, unknown>;
  };
  call(args: { token: string; inputs: Record<string, unknown> }): Record<string, unknown>;
}
