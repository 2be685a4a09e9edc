import { rowsOf } from "@switchboard/functions/wiring";
import type { Recorded, Stack } from "./stack.ts";

export interface Expected {
  /** A desk without a mail domain lacks what needs one. */
  readonly mail: boolean;
  /** Reactions of the company's own, by name. */
  readonly own?: readonly string[];
}

interface Hung {
  readonly rule: Recorded;
  readonly reaction: string;
  readonly bus: string;
  readonly pattern: unknown;
}

/** Every row of the wiring table is there, wired as it says, and nothing else makes anything run. */
export const wiring = (stack: Stack, { mail, own = [] }: Expected): string[] => [
  ...events(stack, mail, own),
  ...same(
    "streams",
    streams(stack),
    rowsOf("stream").map(({ runsIn, trigger }) => [runsIn, trigger.filters]),
  ),
  ...same(
    "schedules",
    schedules(stack),
    rowsOf("schedule").map(({ runsIn, trigger }) => [runsIn, trigger.everyMinutes]),
  ),
  ...same("mail", receipts(stack), mail ? rowsOf("mail").map(({ runsIn, trigger }) => [runsIn, trigger.prefix]) : []),
  ...same(
    "deploys",
    invocations(stack),
    rowsOf("deploy").map(({ runsIn }) => [runsIn]),
  ),
  ...same(
    "doors",
    urls(stack),
    [...new Set(rowsOf("http").map(({ runsIn }) => runsIn))].map((id) => [id]),
  ),
  ...same(
    "functions",
    stack
      .functions()
      .map((fn) => [idOf(stack, fn.state["name"])])
      .filter(([id]) => !own.includes(id ?? "")),
    [...new Set([...all(mail)].map(({ runsIn }) => runsIn))].map((id) => [id]),
  ),
];

const all = (mail: boolean) =>
  (["http", "stream", "schedule", "mail", "event", "deploy", "operator"] as const)
    .flatMap((kind) => rowsOf<typeof kind>(kind))
    .filter(({ needs }) => mail || needs !== "mail");

function events(stack: Stack, mail: boolean, own: readonly string[]): string[] {
  const hung = stack.of("aws:cloudwatch/eventTarget:EventTarget").map((target) => hungOn(stack, target));
  const rows = rowsOf("event").filter(({ needs }) => mail || needs !== "mail");
  const wanted = rows.map(({ id, trigger, runsIn }) => [
    id,
    trigger.bus,
    trigger.pattern,
    trigger.concurrency ?? null,
    runsIn,
  ]);
  const ours = hung.filter(({ rule }) => !own.includes(idOf(stack, rule.state["name"])));
  const found = ours.map(({ reaction, bus, pattern, rule }) => [reaction, bus, pattern, ...runOf(stack, rule)]);
  return same("reactions", found, wanted);
}

function hungOn(stack: Stack, { inputs }: Recorded): Hung {
  const rule = stack.of("aws:cloudwatch/eventRule:EventRule").find(({ state }) => state["name"] === inputs["rule"]);
  if (!rule) throw new Error(`no rule ${inputs["rule"]}`);
  const template: string = inputs["inputTransformer"]?.inputTemplate ?? "";
  const reaction = /^\{"reaction":"([^"]+)","event":<aws\.events\.event\.json>\}$/.exec(template)?.[1] ?? "";
  const bus = rule.inputs["eventBusName"] === "default" ? "default" : "desk";
  return { rule, reaction, bus, pattern: JSON.parse(rule.inputs["eventPattern"]) };
}

/** How many at once, null for as many as come, and in which function. */
function runOf(stack: Stack, rule: Recorded): [number | null, string] {
  const target = stack
    .of("aws:cloudwatch/eventTarget:EventTarget")
    .find(({ inputs }) => inputs["rule"] === rule.state["name"]);
  const arn = target?.inputs["arn"];
  const poller = stack
    .of("aws:lambda/eventSourceMapping:EventSourceMapping")
    .find(({ inputs }) => inputs["eventSourceArn"] === arn);
  if (!poller) return [null, idOf(stack, arn)];
  return [poller.inputs["scalingConfig"]?.maximumConcurrency, idOf(stack, poller.inputs["functionName"])];
}

/** A physical name or ARN without app and stage. */
export function idOf({ recording: { project, stack } }: Stack, name: unknown): string {
  const last = String(name).split(":").at(-1) ?? "";
  return last.replace(`${project}-${stack}-`, "");
}

const streams = (stack: Stack) =>
  stack
    .of("aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter(({ inputs }) => inputs["eventSourceArn"].includes(":dynamodb:"))
    .map(({ inputs }) => [
      idOf(stack, inputs["functionName"]),
      (inputs["filterCriteria"]?.filters ?? []).map(({ pattern }: { pattern: string }) => JSON.parse(pattern)),
    ]);

const schedules = (stack: Stack) =>
  stack.of("aws:scheduler/schedule:Schedule").map(({ inputs }) => {
    const minutes = Number(/^rate\((\d+) minutes?\)$/.exec(inputs["scheduleExpression"])?.[1]);
    return [idOf(stack, inputs["target"].arn), inputs["state"] === "ENABLED" ? minutes : 0];
  });

/** Stored first, then the function: it reads what was stored. */
const receipts = (stack: Stack) =>
  stack.of("aws:ses/receiptRule:ReceiptRule").map(({ inputs: { s3Actions, lambdaActions, enabled } }) => {
    const [stored, called] = [s3Actions[0], lambdaActions[0]];
    const inOrder = enabled && stored.position < called.position && called.invocationType === "Event";
    return [idOf(stack, called.functionArn), inOrder ? stored.objectKeyPrefix : "out of order"];
  });

const invocations = (stack: Stack) =>
  stack.of("aws:lambda/invocation:Invocation").map(({ inputs }) => [idOf(stack, inputs["functionName"])]);

const urls = (stack: Stack) =>
  stack.of("aws:lambda/functionUrl:FunctionUrl").map(({ inputs }) => [idOf(stack, inputs["functionName"])]);

/** What is missing, and what is there without being asked for. */
function same(what: string, found: readonly unknown[], wanted: readonly unknown[]): string[] {
  const texts = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one));
  const [have, want] = [texts(found), texts(wanted)];
  return [
    ...want.filter((one) => !have.includes(one)).map((one) => `${what}: ${one} of the wiring table is not deployed`),
    ...have
      .filter((one) => !want.includes(one))
      .map((one) => `${what}: ${one} is deployed and not in the wiring table`),
    ...(have.length > want.length ? [`${what}: ${have.length} are deployed, the wiring table has ${want.length}`] : []),
  ];
}
