import type { QueueMessage } from "@switchboard/core/port";
import * as z from "zod";

/** The relay's own letter: a row of the table that cannot go on the bus. Its keys alone, never its words. */
export const PoisonRow = z.object({
  letter: z.literal("poison-row"),
  pk: z.string(),
  sk: z.string(),
  sequenceNumber: z.string(),
  error: z.string(),
});
export type PoisonRow = z.infer<typeof PoisonRow>;

/** An event as a rule's target was to get it. */
const Delivery = z.looseObject({
  id: z.string(),
  source: z.string(),
  "detail-type": z.string(),
  time: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type Delivery = z.infer<typeof Delivery>;

/** What our rules make of it; so it also lies in the queue of a reaction that has one. */
const Addressed = z.object({ reaction: z.string(), event: Delivery });

/** The same event when EventBridge kept it as it came to the rule, before the rule wrote down whom it is for. */
const Bare = Delivery.transform((event) => ({ reaction: undefined, event }));

/** An event and the reaction it is for, if the letter says. */
export interface Asked {
  readonly reaction: string | undefined;
  readonly event: Delivery;
}

/** A rule's target that could not be called: EventBridge says so beside the body. */
const RuleAttributes = z.object({
  RULE_ARN: z.string(),
  TARGET_ARN: z.string(),
  ERROR_CODE: z.string().optional(),
  ERROR_MESSAGE: z.string().optional(),
});

/** A schedule's target that could not be called. */
const ScheduleAttributes = z.object({ SCHEDULE_ARN: z.string(), ERROR_MESSAGE: z.string().optional() });

/** An asynchronous call that failed three times: Lambda's record of it. */
const Invocation = z.object({
  requestContext: z.object({ functionArn: z.string(), condition: z.string().optional() }),
  requestPayload: z.custom<unknown>((value) => value !== undefined),
  responsePayload: z.object({ errorMessage: z.string() }).optional().catch(undefined),
});

/** A batch of a stream that was given up. The records are not in it, only when they were written. */
const StreamBatch = z.object({
  requestContext: z.object({ condition: z.string() }).optional(),
  DDBStreamBatchInfo: z.object({
    approximateArrivalOfFirstRecord: z.iso.datetime({ offset: true }),
    approximateArrivalOfLastRecord: z.iso.datetime({ offset: true }),
  }),
});

/** A letter, by its shape. `error` is what its sender said of the failure. */
export type Letter = (
  | { readonly kind: "poison-row"; readonly row: PoisonRow }
  | { readonly kind: "stream-batch"; readonly from: number; readonly to: number }
  | { readonly kind: "invocation"; readonly target: string; readonly payload: unknown }
  | { readonly kind: "rule-target"; readonly target: string; readonly payload: unknown }
  | { readonly kind: "reaction"; readonly asked: Asked }
  | { readonly kind: "schedule"; readonly target: string }
  | { readonly kind: "unknown" }
) & { readonly error?: string };

/** What a message among the dead letters is. What it says beside its body comes first: bodies may look alike. */
export function letterOf({ body, attributes }: QueueMessage): Letter {
  const schedule = ScheduleAttributes.safeParse(attributes);
  if (schedule.success) {
    return { kind: "schedule", target: schedule.data.SCHEDULE_ARN, ...because(schedule.data.ERROR_MESSAGE) };
  }
  const content = jsonOf(body);
  return ruleTarget(content, attributes) ?? byBody(content);
}

function ruleTarget(content: unknown, attributes: QueueMessage["attributes"]): Letter | null {
  const rule = RuleAttributes.safeParse(attributes);
  if (!rule.success) return null;
  if (content === null) return { kind: "unknown" };
  const { TARGET_ARN: target, ERROR_CODE: code, ERROR_MESSAGE: message } = rule.data;
  return { kind: "rule-target", target, payload: content, ...because(message ?? code) };
}

/** The event in what a rule was to hand over, and the reaction it is for if that stands there. */
export function askedIn(payload: unknown): Asked | null {
  const asked = z.union([Addressed, Bare]).safeParse(payload);
  return asked.success ? asked.data : null;
}

function byBody(content: unknown): Letter {
  const row = PoisonRow.safeParse(content);
  if (row.success) return { kind: "poison-row", row: row.data, error: row.data.error };
  const batch = StreamBatch.safeParse(content);
  if (batch.success) {
    const { approximateArrivalOfFirstRecord: first, approximateArrivalOfLastRecord: last } =
      batch.data.DDBStreamBatchInfo;
    const why = because(batch.data.requestContext?.condition);
    return { kind: "stream-batch", from: Date.parse(first), to: Date.parse(last), ...why };
  }
  const call = Invocation.safeParse(content);
  if (call.success) {
    const { requestContext, requestPayload: payload, responsePayload } = call.data;
    const why = because(responsePayload?.errorMessage ?? requestContext.condition);
    return { kind: "invocation", target: requestContext.functionArn, payload, ...why };
  }
  const asked = Addressed.safeParse(content);
  return asked.success ? { kind: "reaction", asked: asked.data } : { kind: "unknown" };
}

const because = (error: string | undefined) => (error === undefined ? {} : { error });

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
