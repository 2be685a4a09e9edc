import { createHash, randomUUID } from "node:crypto";
import * as z from "zod";
import type { Of, Resources } from "./resources.ts";
import type { Timeline } from "./timeline.ts";

export type MessageAttributes = Readonly<
  Record<string, { readonly DataType: string; readonly StringValue?: string | undefined }>
>;

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly sentAt: number;
  receipt: string;
  receives: number;
  firstReceivedAt: number;
  visibleAt: number;
}

export const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

const Redrive = z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() });

/** A recorded queue: what is received is out of sight for a while, and moves on when it was too often. */
export class Queue {
  readonly arn: string;
  readonly url: string;
  readonly visibilitySeconds: number;
  readonly redrive: z.infer<typeof Redrive> | null;
  readonly messages: Message[] = [];
  /** Called when there is something to receive. */
  wake: () => void = () => undefined;
  readonly #timeline: Timeline;
  readonly #queues: Queues;

  constructor(resource: Of<"aws:sqs/queue:Queue">, timeline: Timeline, queues: Queues) {
    this.arn = resource.arn;
    this.url = resource.url;
    this.visibilitySeconds = resource.visibilityTimeoutSeconds;
    this.redrive = resource.redrivePolicy === undefined ? null : Redrive.parse(JSON.parse(resource.redrivePolicy));
    this.#timeline = timeline;
    this.#queues = queues;
  }

  send(body: string, attributes: MessageAttributes = {}): Message {
    const now = this.#timeline.now();
    const fresh = { receipt: "", receives: 0, firstReceivedAt: 0, visibleAt: now };
    const message = { id: randomUUID(), body, attributes, sentAt: now, ...fresh };
    this.messages.push(message);
    this.wake();
    return message;
  }

  receive(max: number, seconds = this.visibilitySeconds): readonly Message[] {
    const now = this.#timeline.now();
    this.#redrive(now);
    const taken = this.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, max);
    for (const message of taken) {
      message.receives++;
      message.receipt = randomUUID();
      message.firstReceivedAt ||= now;
      message.visibleAt = now + seconds * 1_000;
    }
    return taken;
  }

  delete(receipt: string): void {
    const at = this.messages.findIndex((message) => message.receipt === receipt);
    if (at !== -1) this.messages.splice(at, 1);
  }

  hide(receipt: string, seconds: number): void {
    const message = this.messages.find((one) => one.receipt === receipt);
    if (message) message.visibleAt = this.#timeline.now() + seconds * 1_000;
  }

  attributesOf({ receives, sentAt, firstReceivedAt }: Message): Record<string, string> {
    return {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: String(sentAt),
      SenderId: "cloud",
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    };
  }

  /** What was received as often as it may be goes to the dead letters instead of being received again. */
  #redrive(now: number): void {
    if (!this.redrive) return;
    const { deadLetterTargetArn, maxReceiveCount } = this.redrive;
    const spent = this.messages.filter((message) => message.visibleAt <= now && message.receives >= maxReceiveCount);
    for (const message of spent) {
      this.messages.splice(this.messages.indexOf(message), 1);
      this.#queues.byArn(deadLetterTargetArn).send(message.body, message.attributes);
    }
  }
}

export class Queues {
  readonly all: readonly Queue[];

  constructor(resources: Resources, timeline: Timeline) {
    this.all = resources.all("aws:sqs/queue:Queue").map((resource) => new Queue(resource, timeline, this));
  }

  byUrl(url: string): Queue | undefined {
    return this.all.find((queue) => queue.url === url);
  }

  /** @throws when nobody deployed it */
  byArn(arn: string): Queue {
    const found = this.all.find((queue) => queue.arn === arn);
    if (!found) throw new Error(`no queue ${arn} was deployed`);
    return found;
  }
}
