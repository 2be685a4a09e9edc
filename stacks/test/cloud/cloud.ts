import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startEngine } from "@switchboard/core/embedded";
import type { FeedbackKind } from "../../../packages/local/src/ses.ts";
import type { Recording } from "../offline/recording.ts";
import { Access, type Refusal } from "./access.ts";
import { Bus, type BusEvent } from "./bus.ts";
import { Endpoint } from "./endpoint.ts";
import { Faults } from "./faults.ts";
import { type Figures, Meter } from "./figures.ts";
import { request } from "./http.ts";
import type { LambdaError, Outcome } from "./instance.ts";
import { Lambdas } from "./lambda.ts";
import { type Envelope, Outbox, receive, type SentMail } from "./mail.ts";
import { Poller } from "./poller.ts";
import { Queues } from "./queues.ts";
import { Resources } from "./resources.ts";
import { RuntimeApi } from "./runtime.ts";
import { tick } from "./schedule.ts";
import { dynamodb } from "./services/dynamodb.ts";
import { events } from "./services/events.ts";
import { lambda } from "./services/lambda.ts";
import { Buckets, s3 } from "./services/s3.ts";
import { ses } from "./services/ses.ts";
import { sqs } from "./services/sqs.ts";
import { StreamSource } from "./source.ts";
import { StreamMapping } from "./stream.ts";
import { createTable } from "./table.ts";
import { Timeline } from "./timeline.ts";

/** A message in a queue for what could not be done. */
export interface Letter {
  readonly body: unknown;
  /** What EventBridge says about it; empty where Lambda wrote the letter. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A deploy that runs: its bundles, each in a process with the environment that was recorded, wired by the recorded
 * resources and by nothing else. Streams are read while it settles, and at no other time.
 */
export interface Cloud extends AsyncDisposable {
  readonly resources: Resources;
  /** Straight to the engine, past all permissions: for what a test sets up. */
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly faults: Faults;
  /** A path is of the API; a whole URL may be any function's. */
  fetch(input: string | Request, init?: RequestInit): Promise<Response>;
  /** A message at the MX of the domain. Returns SES's id of it. @throws when no rule takes it */
  mail(raw: string | Uint8Array, envelope: Envelope): string;
  /** SES reports what became of a message that was sent. */
  report(messageId: string, kind: FeedbackKind): void;
  /** Every schedule, once. */
  tick(): void;
  /** Somebody with the right to do so calls a function: its name, without app and stage. */
  invoke(id: string, event: unknown): Promise<Outcome>;
  /** What Pulumi calls at the end of a deploy, with the answers it would keep. */
  finishDeploy(): Promise<readonly Outcome[]>;
  /** The physical name of a function of ours. */
  nameOf(id: string): string;
  /** Until nothing is pending: retries, timeouts and ages pass without waiting. */
  settle(): Promise<void>;
  /** So much time passes, with everything that is due in it. */
  advance(ms: number): Promise<void>;
  sentMail(): readonly SentMail[];
  letters(): readonly Letter[];
  /** What lies in a queue that nobody of the desk works off: by its logical name, without SST's suffix. */
  messagesIn(name: string): readonly unknown[];
  events(): readonly (BusEvent & { readonly bus: string })[];
  /** Everything that a policy did not allow, whoever asked. */
  refusals(): readonly Refusal[];
  /** What roles may do and never did so far. */
  unused(): readonly Pick<Refusal, "who" | "action">[];
  /** What runs of functions failed of, whether they were tried again or not. */
  failures(): readonly (LambdaError & { readonly fn: string })[];
  figures(): Figures;
  /** What the processes of a function printed. */
  log(id: string): string;
  stop(): Promise<void>;
}

/** Every part of it, before it is wired. */
function partsOf(recording: Recording, artifacts: string) {
  const resources = new Resources(recording);
  const timeline = new Timeline();
  const meter = new Meter();
  const faults = new Faults();
  const access = new Access(resources);
  const queues = new Queues(resources, timeline);
  const buckets = new Buckets(resources.all("aws:s3/bucket:Bucket").map(({ bucket }) => bucket));
  const runtime = new RuntimeApi();
  let endpoint = "";
  const ground = { resources, timeline, meter, faults, access, queues, buckets, runtime, region: resources.region };
  const lambdas = new Lambdas({ ...ground, artifacts, endpoint: () => endpoint });
  const all = { ...ground, lambdas: () => lambdas };
  const bus = new Bus(all);
  const outbox = new Outbox({ ...all, bus });
  return {
    ...all,
    bus,
    outbox,
    found: (url: string) => {
      endpoint = url;
    },
  };
}
type Parts = ReturnType<typeof partsOf>;

/** @throws where the recording has something in it that the cloud does not know how to play */
export async function startCloud(recording: Recording, artifacts: string): Promise<Cloud> {
  const parts = partsOf(recording, artifacts);
  const { resources, runtime, faults, lambdas, access } = parts;
  const engine = await startEngine();
  const client = engine.client();
  const table = resources.one("aws:dynamodb/table:Table");
  await createTable(client, table);
  await runtime.start();
  const endpoint = new Endpoint({
    services: servicesOf(parts, engine.endpoint),
    access,
    signers: (key) => lambdas().signer(key),
    loses: (fn, actions) => faults.crashesOnce(fn.name, actions),
  });
  parts.found(await endpoint.start());
  const mappings = mappingsOf(parts, engine.endpoint, table.streamArn);
  const stop = async () => {
    await lambdas().stop();
    await Promise.all([runtime.stop(), endpoint.stop()]);
    client.destroy();
    await engine.stop();
  };
  return { ...faceOf(parts, mappings), client, tableName: table.name, stop, [Symbol.asyncDispose]: stop };
}

function servicesOf({ resources, meter, bus, queues, buckets, outbox, lambdas }: Parts, engine: string) {
  return {
    dynamodb: dynamodb(engine, resources.region, meter),
    events: events(bus),
    sqs: sqs(queues, meter),
    s3: s3(buckets, meter),
    ses: ses(outbox, resources.region),
    lambda: lambda(lambdas),
  };
}

/** A poller for each mapping of a queue, at work at once; the mappings of the stream are polled. */
function mappingsOf(parts: Parts, engine: string, streamArn: string): readonly StreamMapping[] {
  const { resources, lambdas, queues } = parts;
  const table = resources.one("aws:dynamodb/table:Table").name;
  return resources.all("aws:lambda/eventSourceMapping:EventSourceMapping").flatMap((mapping) => {
    const fn = lambdas().get(mapping.functionName);
    if (mapping.eventSourceArn === streamArn)
      return [new StreamMapping(mapping, { source: new StreamSource(engine, table), lambda: fn }, parts)];
    new Poller(mapping, { queue: queues.byArn(mapping.eventSourceArn), lambda: fn }, parts);
    return [];
  });
}

function faceOf(parts: Parts, mappings: readonly StreamMapping[]) {
  const { resources, faults, lambdas, bus, outbox, queues, access, meter, timeline } = parts;
  const nameOf = (id: string) =>
    resources.one("aws:lambda/function:Function", ({ name }) => name.endsWith(`-${id}`)).name;
  async function until(time: number): Promise<void> {
    for (;;) {
      // First all that runs: what it writes last is in the stream only then.
      await timeline.idle();
      const some = await Promise.all(mappings.map((mapping) => mapping.poll()));
      if (!some.includes(true) && !timeline.next(time)) return;
    }
  }
  return {
    resources,
    faults,
    nameOf,
    fetch: (input: string | Request, init?: RequestInit) => {
      const asked = typeof input === "string" ? new Request(new URL(input, apiOf(resources)), init) : input;
      return request(parts, asked);
    },
    mail: (raw: string | Uint8Array, envelope: Envelope) => receive(parts, raw, envelope),
    report: (id: string, kind: FeedbackKind) => outbox.report(id, kind),
    tick: () => tick(parts),
    invoke: (id: string, event: unknown) => lambdas().get(nameOf(id)).invoke(event),
    finishDeploy: () =>
      Promise.all(
        resources
          .all("aws:lambda/invocation:Invocation")
          .map(({ functionName, input }) => lambdas().get(functionName).invoke(JSON.parse(input))),
      ),
    settle: () => until(Number.POSITIVE_INFINITY),
    advance: async (ms: number) => {
      const end = timeline.now() + ms;
      await until(end);
      timeline.skipTo(end);
    },
    sentMail: () => outbox.sent,
    letters: () => lettersOf(resources, queues),
    messagesIn: (name: string) => {
      const { arn } = resources.one("aws:sqs/queue:Queue", ({ logicalName }) => logicalName === `${name}Queue`);
      return queues.byArn(arn).messages.map(({ body }) => JSON.parse(body) as unknown);
    },
    events: () => bus.passed,
    refusals: () => access.refusals,
    unused: () => access.unused(),
    failures: () =>
      lambdas().all.flatMap(({ resource, failures }) => failures.map((error) => ({ fn: resource.name, ...error }))),
    figures: () => meter.read(),
    log: (id: string) => lambdas().get(nameOf(id)).log,
  };
}

/** The first function URL is the API's. */
const apiOf = (resources: Resources): string =>
  resources.all("aws:lambda/functionUrl:FunctionUrl")[0]?.functionUrl ?? "";

/** What lies in the queues that take in what could not be done. */
function lettersOf(resources: Resources, queues: Queues): readonly Letter[] {
  const ends = new Set([
    ...queues.all.flatMap(({ redrive }) => redrive?.deadLetterTargetArn ?? []),
    ...resources.all("aws:cloudwatch/eventTarget:EventTarget").map(({ deadLetterConfig }) => deadLetterConfig.arn),
  ]);
  return queues.all
    .filter(({ arn }) => ends.has(arn))
    .flatMap(({ messages }) => messages)
    .map(({ body, attributes }) => ({
      body: JSON.parse(body) as unknown,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, { StringValue = "" }]) => [name, StringValue]),
      ),
    }));
}
