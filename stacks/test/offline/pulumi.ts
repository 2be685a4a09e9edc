/**
 * Stands in for the Pulumi engine: takes the commands that the SST CLI gives the real one, runs the program it
 * built under Pulumi's own mocks, and writes down every resource that would have been created.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ACCOUNT, createdState, physicalNameOf } from "./account.ts";
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
        const state = { name: physical, id: physical, ...given, ...createdState(type, physical, region, given) };
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
  const file = join(workdir, ".pulumi", "stacks", project, `${stack}.json`);
  writeFileSync(file, JSON.stringify(stateOf(`organization/${project}/${stack}`, [root])));
  emit({
    summaryEvent: {
      maybeCorrupt: false,
      durationSeconds: 0,
      resourceChanges: { create: resources.length },
      policyPacks: {},
    },
  });
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

interface Statement {
  readonly effect?: string;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly conditions?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

/** The lookups of a program that AWS would answer. */
function lookedUp(token: string, inputs: Record<string, unknown>, region: string): Record<string, unknown> {
  switch (token) {
    case "aws:index/getPartition:getPartition":
      return { partition: "aws", dnsSuffix: "amazonaws.com" };
    case "aws:index/getRegion:getRegion":
      return { region, name: region };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/deployer` };
    case "aws:route53/getZone:getZone":
      return zone(inputs);
    case "aws:ses/getActiveReceiptRuleSet:getActiveReceiptRuleSet":
      return { ruleSetName: existing("OFFLINE_ACTIVE_RULE_SET") };
    case "aws:iam/getPolicyDocument:getPolicyDocument":
      return { ...inputs, json: JSON.stringify(documentOf((inputs["statements"] ?? []) as Statement[])) };
    default:
      return inputs;
  }
}

/** What the account holds beside the desk, as the test says. */
function existing(variable: string): string {
  const name = process.env[variable];
  if (name === undefined) throw refusal("no matching resource found");
  return name;
}

function zone({ zoneId, name }: Record<string, unknown>): Record<string, unknown> {
  const held = existing("OFFLINE_ZONE");
  if (name !== undefined && name !== held) throw refusal("no matching Route 53 Hosted Zone found");
  return { zoneId: zoneId ?? "Z0OFFLINE", name: held };
}

/** As a provider refuses: Pulumi reads the details alone. */
const refusal = (details: string): Error => Object.assign(new Error(details), { details });

const documentOf = (statements: readonly Statement[]) => ({
  Version: "2012-10-17",
  Statement: statements.map(({ effect = "Allow", actions, resources, principals, conditions }) => ({
    Effect: effect,
    Action: actions,
    ...(resources ? { Resource: resources } : {}),
    ...(principals ? { Principal: grouped(principals.map(({ type, identifiers }) => [type, identifiers])) } : {}),
    ...(conditions?.length
      ? {
          Condition: Object.fromEntries(conditions.map(({ test, variable, values }) => [test, { [variable]: values }])),
        }
      : {}),
  })),
});

function grouped(pairs: readonly (readonly [string, readonly string[]])[]): Record<string, readonly string[]> {
  const out: Record<string, readonly string[]> = {};
  for (const [type, identifiers] of pairs) out[type] = [...(out[type] ?? []), ...identifiers];
  return out;
}

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
