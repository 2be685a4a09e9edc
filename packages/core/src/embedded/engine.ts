import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { tableDefinition } from "../table/index.ts";

/** A DynamoDB engine that runs here: the embedded one, or one that DYNAMODB_ENDPOINT names. */
export interface Engine extends AsyncDisposable {
  readonly endpoint: string;
  client(): DynamoDBClient;
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** A file to keep the data in; in memory when absent. */
  readonly file?: string;
  /** Uses this engine instead of starting one. */
  readonly endpoint?: string;
}

/**
 * Starts the embedded engine (about 10 ms). Its data outlives kill -9.
 *
 * @throws an error of two lines that says what to install or set where the engine has no build
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  if (options.endpoint !== undefined) return remote(options.endpoint);
  const binary = findBinary();
  for (let tries = 0; ; tries++) {
    const port = await freePort();
    const started = await launch(binary, port, options.file);
    if (started) return started;
    if (tries === 5) throw new Error("The embedded engine did not start; is the data folder in use by another desk?");
  }
}

function remote(endpoint: string): Engine {
  const stop = async () => {};
  return { endpoint, client: () => clientOf(endpoint), stop, [Symbol.asyncDispose]: stop };
}

function findBinary(): string {
  try {
    const require = createRequire(import.meta.url);
    return require.resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch (cause) {
    throw new Error(
      "No embedded DynamoDB engine for this system.\n" +
        "Install one with `npm i -D dynoxide`, or set DYNAMODB_ENDPOINT to one that runs.",
      { cause },
    );
  }
}

async function launch(binary: string, port: number, file: string | undefined): Promise<Engine | null> {
  const args = ["--host", "127.0.0.1", "--port", String(port), ...(file === undefined ? [] : ["--db-path", file])];
  const child = guarded(binary, args);
  const endpoint = `http://127.0.0.1:${port}`;
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const stop = async () => {
    child.stdin?.end();
    if (process.platform === "win32") child.kill();
    await exited;
  };
  if (await answers(endpoint, child))
    return { endpoint, client: () => clientOf(endpoint), stop, [Symbol.asyncDispose]: stop };
  await stop();
  return null;
}

/** Ends the engine when its input closes, so it never outlives whoever started it, not even after kill -9. */
const GUARD = 'exec 3<&0; "$@" </dev/null & p=$!; (read -r _ <&3; kill $p 2>/dev/null) & wait $p';

/** In a process group of its own: Ctrl-C is for the desk, which then stops the engine when it is done. */
function guarded(binary: string, args: readonly string[]): ChildProcess {
  const stdio = ["pipe", "ignore", "ignore"] as const;
  if (process.platform === "win32") return spawn(binary, args, { stdio: [...stdio] });
  return spawn("sh", ["-c", GUARD, "sh", binary, ...args], { stdio: [...stdio], detached: true });
}

async function answers(endpoint: string, child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 400 && child.exitCode === null; tries++) {
    const up = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (up) return true;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return false;
}

const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 3,
  });

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

export interface TableSetup {
  /** Off where nobody reads it: the embedded engine writes faster without. */
  readonly stream?: boolean;
}

/** Makes the desk's table unless it is there. */
export async function ensureTable(client: DynamoDBClient, name: string, setup: TableSetup = {}): Promise<void> {
  const known = await client.send(new DescribeTableCommand({ TableName: name })).then(
    () => true,
    (e: { name?: string }) => {
      if (e.name === "ResourceNotFoundException") return false;
      throw e;
    },
  );
  if (known) return;
  const { StreamSpecification, ...definition } = tableDefinition();
  const stream = setup.stream === false ? {} : { StreamSpecification };
  await client.send(new CreateTableCommand({ TableName: name, ...definition, ...stream }));
}
