import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { useBundle } from "./bundled.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const NODE = ["--conditions=@switchboard/source", "--import", "tsx"];
const CLI = "packages/local/src/cli.ts";
const bundle = useBundle();
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

interface Run {
  readonly child: ChildProcess;
  readonly line: Promise<string>;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}, detached = false): Run {
  const stdio = ["ignore", "pipe", "pipe"] as const;
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: [...stdio], detached });
  running.push(child);
  let out = "";
  let err = "";
  let first: (line: string) => void = () => {};
  const line = new Promise<string>((resolve) => {
    first = resolve;
  });
  child.stdout?.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    const json = out.split("\n").find((one) => one.startsWith("{"));
    if (out.endsWith("\n") && json !== undefined) first(json);
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once("close", (code) => resolve({ code, out, err }));
  });
  return { child, line, ended };
}

const cli = (args: readonly string[], env?: Record<string, string>, node: readonly string[] = []) =>
  run(process.execPath, [...node, bundle(), ...args], env);
/** As it is started from the sources. */
const fromSource = (args: readonly string[]) => run(process.execPath, [...NODE, CLI, ...args]);

interface Ready {
  readonly graphql: string;
  readonly settle: string;
  readonly issuer: { readonly privateJwkFile: string };
}

const isUp = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

describe("the command", () => {
  test("an unknown flag ends it with 2 and one line", async () => {
    const { code, out, err } = await cli(["--fast"]).ended;
    expect({ code, out, lines: err.trimEnd().split("\n").length }).toEqual({ code: 2, out: "", lines: 1 });
  });

  test("--json prints exactly one line with exactly the agreed keys; SIGTERM ends it with 0 and leaves no secret", async () => {
    const { child, line, ended } = fromSource(["--port", "0", "--data", "memory", "--seed", "none", "--json"]);
    const ready = JSON.parse(await line) as Ready & Record<string, object>;
    expect(Object.keys(ready)).toEqual([
      "graphql",
      "mail",
      "events",
      "clock",
      "settle",
      "issuer",
      "tokens",
      "workspace",
    ]);
    expect(Object.keys(ready["issuer"])).toEqual(["issuer", "audience", "alg", "typ", "jwksUrl", "privateJwkFile"]);
    expect(Object.keys(ready["tokens"] ?? {}).sort()).toEqual([
      "admin",
      "app",
      "customer",
      "lead",
      "manager",
      "quality",
      "representative",
      "specialist",
      "trainer",
    ]);
    const file = ready.issuer.privateJwkFile;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    child.kill("SIGTERM");
    const { code, out } = await ended;
    expect({ code, lines: out.trimEnd().split("\n").length }).toEqual({ code: 0, lines: 1 });
    expect(existsSync(file)).toBe(false);
  });

  test("a request that is under way when SIGTERM comes is answered", async () => {
    const { child, line, ended } = cli(["--port", "0", "--data", "memory", "--seed", "none", "--json"]);
    const { graphql } = JSON.parse(await line) as Ready;
    const headers = { "content-type": "application/json" };
    // The first request loads the API, so it is still under way when the signal comes.
    const answers = Promise.all(
      [1, 2, 3].map(() => fetch(graphql, { method: "POST", headers, body: '{"query":"{ __typename }"}' })),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    child.kill("SIGTERM");
    expect((await answers).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await ended).code).toBe(0);
    expect(await isUp(graphql)).toBe(false);
  });

  test("under npm start, SIGTERM to npm ends the platform too", async () => {
    const { child, line, ended } = run("npm", [
      "start",
      "--",
      "--port",
      "0",
      "--data",
      "memory",
      "--seed",
      "none",
      "--json",
    ]);
    const { graphql } = JSON.parse(await line) as Ready;
    expect(await isUp(graphql)).toBe(true);
    child.kill("SIGTERM");
    await ended;
    expect(await isUp(graphql)).toBe(false);
  });

  test("Ctrl-C, which reaches the engine as well, ends it at once", async () => {
    const args = [bundle(), "--port", "0", "--data", "memory", "--seed", "none", "--json"];
    const { child, line, ended } = run(process.execPath, args, {}, true);
    await line;
    const before = performance.now();
    process.kill(-(child.pid ?? 0), "SIGINT");
    expect((await ended).code).toBe(0);
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  test("without an engine for the system it says in two lines what to install or set, and ends with 1", async () => {
    const elsewhere = "data:text/javascript,Object.defineProperty(process,'arch',{value:'mips'})";
    const { code, out, err } = await cli(["--port", "0", "--data", "memory"], {}, ["--import", elsewhere]).ended;
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.trimEnd().split("\n")).toEqual([
      expect.stringContaining("No embedded DynamoDB engine"),
      expect.stringMatching(/npm i -D dynoxide.*DYNAMODB_ENDPOINT/),
    ]);
  });

  test("a port that is taken is named", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { code, err } = await cli(["--port", String(port), "--data", "memory"]).ended;
    server.close();
    expect(code).toBe(1);
    expect(err.trim()).toBe(`Port ${port} is in use; choose another with --port, or --port 0 for any.`);
  });

  test("DYNAMODB_ENDPOINT is used instead of an engine of its own", async () => {
    const { startEngine } = await import("@switchboard/core/embedded");
    await using engine = await startEngine();
    const data = mkdtempSync(join(tmpdir(), "switchboard-test-"));
    const { child, line, ended } = cli(["--port", "0", "--data", data, "--seed", "none", "--json"], {
      DYNAMODB_ENDPOINT: engine.endpoint,
    });
    await line;
    expect(existsSync(join(data, "desk.db"))).toBe(false);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
    expect(await isUp(engine.endpoint)).toBe(true);
    rmSync(data, { recursive: true, force: true });
  });

  test("without --json it tells people where things are", async () => {
    const { child, ended } = cli(["--port", "0", "--data", "memory", "--seed", "none"]);
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    child.kill("SIGTERM");
    const { out } = await ended;
    expect(out).toMatch(/GraphQL +http:\/\/127\.0\.0\.1:\d+\/graphql/);
    expect(out).toContain("/local/mailbox");
  });
});
