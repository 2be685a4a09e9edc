import { randomUUID } from "node:crypto";
import { ACCOUNT } from "../offline/account.ts";
import type { Access, ServiceCall } from "./access.ts";
import type { Faults } from "./faults.ts";
import type { Meter } from "./figures.ts";
import type { Lambdas } from "./lambda.ts";
import { patternOf } from "./pattern.ts";
import type { Queues } from "./queues.ts";
import type { Resources, RuleResource, TargetResource } from "./resources.ts";
import type { Timeline } from "./timeline.ts";

/** An entry of PutEvents. */
export interface PutEvent {
  readonly EventBusName?: string;
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly Time?: number;
  readonly Resources?: readonly string[];
}

/** An event as rules see it and targets get it. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export interface BusGround {
  readonly resources: Resources;
  readonly timeline: Timeline;
  readonly access: Access;
  readonly queues: Queues;
  readonly lambdas: () => Lambdas;
  readonly meter: Meter;
  readonly faults: Faults;
}

interface Wire {
  readonly rule: RuleResource;
  readonly target: TargetResource;
  readonly fits: (event: unknown) => boolean;
}

/** Why an event could not be handed over, in EventBridge's words. */
interface Failure {
  readonly code: string;
  readonly message: string;
  readonly final: boolean;
}

const DENIED: Failure = {
  code: "NO_PERMISSIONS",
  message: "The target's policy does not let the rule in",
  final: true,
};
const THROTTLED: Failure = { code: "THROTTLING", message: "Rate exceeded", final: false };

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15 * 60_000;
const SHUFFLED_MS = 1_000;

/** EventBridge, by the recorded rules and their targets. */
export class Bus {
  readonly #ground: BusGround;
  readonly #wires: readonly Wire[];
  /** Every event that was put, with the name of the bus. */
  readonly passed: (BusEvent & { readonly bus: string })[] = [];

  constructor(ground: BusGround) {
    this.#ground = ground;
    const { resources } = ground;
    const rules = resources.all("aws:cloudwatch/eventRule:EventRule");
    this.#wires = resources.all("aws:cloudwatch/eventTarget:EventTarget").map((target) => {
      const rule = rules.find(({ name, eventBusName }) => name === target.rule && eventBusName === target.eventBusName);
      if (!rule) throw new Error(`${target.logicalName} is of a rule that was not deployed: ${target.rule}`);
      return { rule, target, fits: patternOf(rule.eventPattern) };
    });
  }

  arnOf(name: string): string {
    if (name.startsWith("arn:")) return name;
    const made = this.#ground.resources.all("aws:cloudwatch/eventBus:EventBus").find((bus) => bus.name === name);
    return made?.arn ?? `arn:aws:events:${this.#ground.resources.region}:${ACCOUNT}:event-bus/${name}`;
  }

  /** One entry of PutEvents, and what becomes of it. */
  put({ EventBusName = "default", Source = "", DetailType = "", Detail = "", Resources = [] }: PutEvent) {
    const { faults, meter } = this.#ground;
    if (!faults.busIsUp) return { ErrorCode: "InternalFailure", ErrorMessage: "Internal Failure" };
    if (Source.startsWith("aws.")) return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: Source };
    meter.count("eventsPut");
    const detail: unknown = JSON.parse(Detail);
    const EventId = this.publish(EventBusName, {
      source: Source,
      detailType: DetailType,
      detail,
      resources: Resources,
    });
    return { EventId };
  }

  /** What AWS's own services put on a bus costs nothing and asks nobody. */
  publish(
    bus: string,
    {
      source,
      detailType,
      detail,
      resources = [],
    }: { source: string; detailType: string; detail: unknown; resources?: readonly string[] },
  ): string {
    const { timeline, resources: all, faults } = this.#ground;
    const event: BusEvent = {
      version: "0",
      id: randomUUID(),
      "detail-type": detailType,
      source,
      account: ACCOUNT,
      // To the second, as EventBridge gives it.
      time: `${new Date(timeline.now()).toISOString().slice(0, 19)}Z`,
      region: all.region,
      resources,
      detail,
    };
    this.passed.push({ ...event, bus });
    for (const wire of this.#wires) {
      if (this.arnOf(wire.rule.eventBusName) !== this.arnOf(bus) || !wire.fits(event)) continue;
      for (let copy = 0; copy < (faults.duplicate ? 2 : 1); copy++) timeline.run(() => this.#deliver(wire, event));
    }
    return event.id;
  }

  async #deliver({ rule, target }: Wire, event: BusEvent): Promise<void> {
    const { timeline, faults } = this.#ground;
    const { maximumRetryAttempts, maximumEventAgeInSeconds } = target.retryPolicy;
    if (faults.shuffle) await timeline.sleep(faults.chance() * SHUFFLED_MS);
    const input = inputOf(target, event);
    const begun = timeline.now();
    for (let retries = 0; ; retries++) {
      const failure = this.#hand(target.arn, input, { service: "events.amazonaws.com", sourceArn: rule.arn });
      if (failure === null) return;
      const wait = Math.min(FIRST_RETRY_MS * 2 ** retries, MAX_RETRY_MS);
      const exhausted =
        retries >= maximumRetryAttempts
          ? "MaximumRetryAttempts"
          : timeline.now() + wait - begun > maximumEventAgeInSeconds * 1_000
            ? "MaximumEventAgeInSeconds"
            : null;
      if (failure.final || exhausted) return this.#bury({ rule, target }, event, { ...failure, exhausted, retries });
      await timeline.sleep(wait);
    }
  }

  #hand(arn: string, input: unknown, call: ServiceCall): Failure | null {
    const { access, queues, lambdas, faults } = this.#ground;
    if (faults.isThrottled(arn)) return THROTTLED;
    if (arn.split(":")[2] === "lambda") {
      const lambda = lambdas().get(arn);
      if (!access.toFunction(lambda.resource, call)) return DENIED;
      lambda.invokeLater(input);
      return null;
    }
    const queue = queues.byArn(arn);
    if (!access.toQueue(queue, call)) return DENIED;
    queue.send(JSON.stringify(input));
    return null;
  }

  #bury(
    { rule, target }: Pick<Wire, "rule" | "target">,
    event: BusEvent,
    { code, message, exhausted, retries }: Failure & { exhausted: string | null; retries: number },
  ): void {
    const { access, queues } = this.#ground;
    const queue = queues.byArn(target.deadLetterConfig.arn);
    if (!access.toQueue(queue, { service: "events.amazonaws.com", sourceArn: rule.arn })) return;
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE: code,
      ERROR_MESSAGE: message,
      RETRY_ATTEMPTS: String(retries),
      ...(exhausted === null ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
    };
    const text = Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]);
    // The letter holds the event as it was on the bus, before the target's template.
    queue.send(JSON.stringify(event), Object.fromEntries(text));
  }
}

/** The target's template around the event; without one, the event. */
function inputOf({ inputTransformer }: TargetResource, event: BusEvent): unknown {
  if (!inputTransformer) return event;
  const filled = inputTransformer.inputTemplate.replaceAll("<aws.events.event.json>", () => JSON.stringify(event));
  if (/<[\w.-]+>/.test(inputTransformer.inputTemplate.replaceAll("<aws.events.event.json>", "")))
    throw new RangeError(`no such variable in this cloud: ${inputTransformer.inputTemplate}`);
  return JSON.parse(filled);
}
