import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { ROOT } from "../offline/deploy.ts";
import type { FunctionResource } from "./resources.ts";
import type { RuntimeApi, RuntimeClient } from "./runtime.ts";

/** The loop around handlers that comes with SST. */
const LOOP = join(ROOT, ".sst", "platform", "dist", "nodejs-runtime", "index.js");

export interface LambdaError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type Outcome =
  | { readonly ok: true; readonly payload: Buffer; readonly contentType: string }
  | { readonly ok: false; readonly error: LambdaError };

export interface InstanceOptions {
  readonly fn: FunctionResource;
  /** Where its bundle lies. */
  readonly folder: string;
  readonly runtime: RuntimeApi;
  readonly region: string;
  /** Stands for all services. */
  readonly endpoint: string;
}

interface Job {
  readonly id: string;
  readonly event: string;
  readonly done: (outcome: Outcome) => void;
}

/** One process of a function: does one thing at a time, and is gone when it breaks. */
export class Instance implements RuntimeClient {
  readonly accessKeyId = `AKIA${randomBytes(8).toString("hex").toUpperCase()}`;
  readonly #options: InstanceOptions;
  readonly #child: ChildProcess;
  readonly exited: Promise<void>;
  #log = "";
  #job: Job | undefined;
  #begun = false;
  #waiting: ((job: Job | null) => void) | undefined;
  #gone = false;

  constructor(options: InstanceOptions) {
    this.#options = options;
    const { fn, folder } = options;
    this.#child = spawn(process.execPath, [LOOP, join(folder, fn.handler)], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: this.#environment(),
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.#log += chunk.toString("utf8");
      });
    this.exited = new Promise((resolve) => this.#child.once("exit", () => resolve(this.#end())));
  }

  get isGone(): boolean {
    return this.#gone;
  }

  get isBusy(): boolean {
    return this.#job !== undefined;
  }

  /** What it printed so far. */
  get log(): string {
    return this.#log;
  }

  run(event: unknown): Promise<Outcome> {
    return new Promise((resolve) => {
      const seconds = this.#options.fn.timeout;
      const timer = setTimeout(() => {
        this.#finish({
          ok: false,
          error: { errorType: "Sandbox.Timedout", errorMessage: `Task timed out after ${seconds}.00 seconds` },
        });
        this.kill();
      }, seconds * 1_000);
      const done = (outcome: Outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.#job = { id: randomUUID(), event: JSON.stringify(event), done };
      this.#begun = false;
      this.#hand();
    });
  }

  kill(): void {
    this.#gone = true;
    this.#child.kill("SIGKILL");
  }

  async next(): ReturnType<RuntimeClient["next"]> {
    const job = await new Promise<Job | null>((resolve) => {
      this.#waiting = resolve;
      this.#hand();
    });
    const { fn } = this.#options;
    return (
      job && {
        id: job.id,
        event: job.event,
        headers: {
          "lambda-runtime-deadline-ms": String(Date.now() + fn.timeout * 1_000),
          "lambda-runtime-invoked-function-arn": fn.arn,
        },
      }
    );
  }

  answered(id: string, payload: Buffer, headers: IncomingHttpHeaders): void {
    if (this.#job?.id === id) this.#finish({ ok: true, payload, contentType: headers["content-type"] ?? "" });
  }

  failed(id: string | null, body: Buffer): void {
    if (id !== null && this.#job?.id !== id) return;
    const { errorType = "Error", errorMessage = "", trace } = JSON.parse(body.toString("utf8")) as Partial<LambdaError>;
    this.#finish({ ok: false, error: { errorType, errorMessage, ...(trace ? { trace } : {}) } });
  }

  #hand(): void {
    if (!this.#job || !this.#waiting || this.#begun) return;
    this.#begun = true;
    this.#waiting(this.#job);
    this.#waiting = undefined;
  }

  #finish(outcome: Outcome): void {
    const job = this.#job;
    this.#job = undefined;
    job?.done(outcome);
  }

  #end(): void {
    this.#gone = true;
    this.#options.runtime.forget(this.accessKeyId);
    this.#waiting?.(null);
    const errorMessage = `Error: Runtime exited without providing a reason\n${this.#log.slice(-2_000)}`;
    this.#finish({ ok: false, error: { errorType: "Runtime.ExitError", errorMessage } });
  }

  /** What was recorded, and what Lambda sets itself. Nothing of ours is inherited. */
  #environment(): Record<string, string> {
    const { fn, folder, runtime, region, endpoint } = this.#options;
    return {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: fn.handler,
      AWS_LAMBDA_RUNTIME_API: runtime.register(this.accessKeyId, this),
      AWS_LAMBDA_FUNCTION_NAME: fn.name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memorySize),
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: this.accessKeyId,
      AWS_SECRET_ACCESS_KEY: "cloud",
      AWS_SESSION_TOKEN: "cloud",
      AWS_ENDPOINT_URL: endpoint,
      ...fn.environment.variables,
    };
  }
}
