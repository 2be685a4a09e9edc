import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Access } from "./access.ts";
import type { Faults } from "./faults.ts";
import type { Meter } from "./figures.ts";
import { Instance, type LambdaError, type Outcome } from "./instance.ts";
import type { Queues } from "./queues.ts";
import type { FunctionResource, Of, Resources } from "./resources.ts";
import type { RuntimeApi } from "./runtime.ts";
import type { Timeline } from "./timeline.ts";

export interface LambdaGround {
  readonly resources: Resources;
  readonly artifacts: string;
  readonly runtime: RuntimeApi;
  readonly endpoint: () => string;
  readonly timeline: Timeline;
  readonly access: Access;
  readonly queues: Queues;
  readonly meter: Meter;
  readonly faults: Faults;
}

/** So many processes of one function at once; what comes beyond that waits. */
const CONCURRENCY = 2;
/** AWS tries again after one minute, then after two. */
const RETRY_MS = 60_000;

const crashed = (when: string): Outcome => ({
  ok: false,
  error: { errorType: "Runtime.ExitError", errorMessage: `Error: Runtime exited with error: signal: killed (${when})` },
});

/** A recorded function, and its processes. */
export class Lambda {
  readonly resource: FunctionResource;
  readonly #ground: LambdaGround;
  readonly #later: Of<"aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"> | undefined;
  readonly #instances: Instance[] = [];
  /** Of all there ever were: a link that one signed outlives it. */
  readonly #keys = new Map<string, Instance>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #log = "";
  /** What its runs failed of. */
  readonly failures: LambdaError[] = [];

  constructor(resource: FunctionResource, ground: LambdaGround) {
    this.resource = resource;
    this.#ground = ground;
    this.#later = ground.resources
      .all("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
      .find(({ functionName }) => functionName === resource.name);
  }

  /** Everything its processes printed. */
  get log(): string {
    return this.#log + this.#instances.map(({ log }) => log).join("");
  }

  instance(accessKeyId: string): Instance | undefined {
    return this.#keys.get(accessKeyId);
  }

  async invoke(event: unknown): Promise<Outcome> {
    while (this.#running >= CONCURRENCY) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      const outcome = await this.#attempt(event);
      if (!outcome.ok) this.failures.push(outcome.error);
      return outcome;
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  /** Asynchronously: tried again when it fails, and then a dead letter. */
  invokeLater(event: unknown): void {
    this.#ground.timeline.run(() => this.#insist(event));
  }

  async stop(): Promise<void> {
    const all = [...this.#instances];
    for (const instance of all) instance.kill();
    await Promise.all(all.map(({ exited }) => exited));
  }

  async #attempt(event: unknown): Promise<Outcome> {
    const { faults, meter } = this.#ground;
    const { name } = this.resource;
    const idle = this.#instances.find((one) => !one.isBusy && !one.isGone);
    if (faults.crashes(name, "before", event)) {
      idle?.kill();
      return crashed("before it began");
    }
    const instance = idle ?? this.#start();
    const started = performance.now();
    const outcome = await instance.run(event);
    meter.invoked(name, performance.now() - started, !idle);
    if (!faults.crashes(name, "after", event)) return outcome;
    instance.kill();
    return crashed("when it had answered");
  }

  #start(): Instance {
    const { artifacts, runtime, endpoint, resources } = this.#ground;
    // SST's name for the folder of a function's bundle.
    const folder = join(artifacts, `${this.resource.logicalName.replace(/Function$/, "")}-src`);
    const { region } = resources;
    const instance = new Instance({ fn: this.resource, folder, runtime, region, endpoint: endpoint() });
    this.#instances.push(instance);
    this.#keys.set(instance.accessKeyId, instance);
    instance.exited
      .then(() => {
        this.#log += instance.log;
        this.#instances.splice(this.#instances.indexOf(instance), 1);
      })
      .catch(() => undefined);
    return instance;
  }

  async #insist(event: unknown): Promise<void> {
    const { timeline } = this.#ground;
    const { maximumRetryAttempts = 2, maximumEventAgeInSeconds = 6 * 3600 } = this.#later ?? {};
    const begun = timeline.now();
    for (let tries = 1; ; tries++) {
      const outcome = await this.invoke(event);
      if (outcome.ok) return;
      const late = timeline.now() + RETRY_MS * tries - begun > maximumEventAgeInSeconds * 1_000;
      if (tries > maximumRetryAttempts || late) {
        const condition = tries > maximumRetryAttempts ? "RetriesExhausted" : "EventAgeExceeded";
        return this.#bury(event, outcome.error, { condition, tries });
      }
      await timeline.sleep(RETRY_MS * tries);
    }
  }

  #bury(event: unknown, error: LambdaError, { condition, tries }: { condition: string; tries: number }): void {
    const destination = this.#later?.destinationConfig.onFailure.destination;
    if (destination === undefined) return;
    const { timeline } = this.#ground;
    const letter = {
      version: "1.0",
      timestamp: new Date(timeline.now()).toISOString(),
      requestContext: {
        requestId: randomUUID(),
        functionArn: `${this.resource.arn}:$LATEST`,
        condition,
        approximateInvokeCount: tries,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: error,
    };
    this.sendLetter(destination, letter);
  }

  /** By the function's own role, as Lambda does for destinations and for event source mappings. */
  sendLetter(destination: string, letter: unknown): void {
    const { access, queues } = this.#ground;
    const allowed = access.byFunction(this.resource, "sqs:SendMessage", destination);
    if (allowed) queues.byArn(destination).send(JSON.stringify(letter));
  }
}

export class Lambdas {
  readonly all: readonly Lambda[];

  constructor(ground: LambdaGround) {
    this.all = ground.resources.all("aws:lambda/function:Function").map((resource) => new Lambda(resource, ground));
  }

  /** By its name or its ARN. */
  find(name: string): Lambda | undefined {
    return this.all.find(({ resource }) => resource.name === name || resource.arn === name.replace(/:\$LATEST$/, ""));
  }

  /** @throws when nobody deployed it */
  get(name: string): Lambda {
    const found = this.find(name);
    if (!found) throw new Error(`no function ${name} was deployed`);
    return found;
  }

  /** Whose process has this key. */
  signer(accessKeyId: string) {
    for (const lambda of this.all) {
      const instance = lambda.instance(accessKeyId);
      if (instance) return { fn: lambda.resource, kill: () => instance.kill() };
    }
    return undefined;
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((lambda) => lambda.stop()));
  }
}
