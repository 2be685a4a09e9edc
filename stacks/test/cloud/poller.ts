import type { Access } from "./access.ts";
import type { Meter } from "./figures.ts";
import type { Outcome } from "./instance.ts";
import type { Lambda } from "./lambda.ts";
import { type Message, md5, type Queue } from "./queues.ts";
import type { MappingResource } from "./resources.ts";
import type { Timeline } from "./timeline.ts";

export interface PollerGround {
  readonly timeline: Timeline;
  readonly access: Access;
  readonly meter: Meter;
  readonly region: string;
}

const POLLING = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
const DEFAULT_CONCURRENCY = 5;

/** Lambda's poller of a queue: batches to the function, at most so many at once. */
export class Poller {
  readonly #mapping: MappingResource;
  readonly #queue: Queue;
  readonly #lambda: Lambda;
  readonly #ground: PollerGround;
  #running = 0;

  constructor(mapping: MappingResource, ends: { queue: Queue; lambda: Lambda }, ground: PollerGround) {
    this.#mapping = mapping;
    this.#queue = ends.queue;
    this.#lambda = ends.lambda;
    this.#ground = ground;
    // AWS refuses to make such a mapping.
    if (this.#queue.visibilitySeconds < this.#lambda.resource.timeout)
      throw new Error(`${mapping.logicalName}: the queue's visibility timeout is shorter than the function's`);
    this.#queue.wake = () => this.#pump();
  }

  #pump(): void {
    const { batchSize, scalingConfig } = this.#mapping;
    while (this.#running < (scalingConfig?.maximumConcurrency ?? DEFAULT_CONCURRENCY)) {
      if (!POLLING.every((action) => this.#may(action))) return;
      const batch = this.#queue.receive(batchSize);
      if (batch.length === 0) return;
      this.#running++;
      this.#ground.timeline.run(() => this.#deliver(batch));
    }
  }

  async #deliver(batch: readonly Message[]): Promise<void> {
    const { timeline, meter } = this.#ground;
    // The receive and the delete; empty receives are on the bill too, but are no matter of what was sent.
    meter.count("sqsRequests", 2);
    const receipts = new Map(batch.map(({ id, receipt }) => [id, receipt] as const));
    const outcome = await this.#lambda.invoke({ Records: batch.map((message) => this.#record(message)) });
    const failed = this.#failed(batch, outcome);
    for (const { id } of batch) if (!failed.has(id)) this.#queue.delete(receipts.get(id) ?? "");
    this.#running--;
    this.#pump();
    if (failed.size === 0) return;
    const visible = Math.max(...batch.filter(({ id }) => failed.has(id)).map(({ visibleAt }) => visibleAt));
    await timeline.sleep(visible - timeline.now());
    this.#pump();
  }

  #failed(batch: readonly Message[], outcome: Outcome): ReadonlySet<string> {
    const all = new Set(batch.map(({ id }) => id));
    if (!outcome.ok) return all;
    if (this.#mapping.functionResponseTypes.length === 0) return new Set();
    const answer = JSON.parse(outcome.payload.toString("utf8") || "null") as {
      batchItemFailures?: readonly { itemIdentifier: string }[];
    } | null;
    const named = (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
    // An id that nobody sent fails the whole batch.
    return named.every((id) => all.has(id)) ? new Set(named) : all;
  }

  #record(message: Message) {
    return {
      messageId: message.id,
      receiptHandle: message.receipt,
      body: message.body,
      attributes: this.#queue.attributesOf(message),
      messageAttributes: message.attributes,
      md5OfBody: md5(message.body),
      eventSource: "aws:sqs",
      eventSourceARN: this.#queue.arn,
      awsRegion: this.#ground.region,
    };
  }

  #may(action: string): boolean {
    return this.#ground.access.byFunction(this.#lambda.resource, action, this.#queue.arn);
  }
}
