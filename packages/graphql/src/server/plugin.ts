import type { Ctx } from "@switchboard/core";
import { isRefusal } from "@switchboard/core";
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  Kind,
  validate,
} from "graphql";
import type { GraphQLParams, Plugin } from "graphql-yoga";
import { createContext, type GraphContext } from "../context.ts";
import { measure } from "../guard/measure.ts";
import { unauthenticated } from "../refusal.ts";
import type { Seen } from "./answered.ts";
import { codedResult } from "./errors.ts";
import { assertIntrospection, assertMayAsk, type Introspection, parseWithin } from "./gate.ts";
import { persistedOperations } from "./persisted.ts";
import { type Admit, type Level, throttle } from "./rate.ts";
import { assertJson, paramsOf } from "./request.ts";

export interface Rules {
  readonly schema: GraphQLSchema;
  readonly introspection: Introspection;
  /** Who is asking: null without a credential. */
  readonly context: (request: Request) => Promise<Ctx | null> | Ctx | null;
  readonly onError: (error: unknown, request: Request) => void;
  readonly requestId?: ((request: Request) => string | undefined) | undefined;
  readonly admit?: Admit | undefined;
}

/** What the plugin keeps on a request, beside what resolvers get. */
export interface State extends Partial<GraphContext> {
  cost?: number;
  rateLimit?: Level;
  /** The server's own object: Yoga copies contexts, so what is to be known at the end is put in here. */
  readonly seen: Seen;
}

interface Asked extends State {
  readonly params: GraphQLParams;
}

const stateOf = <S extends State>(context: object): S => context as S;

/** Of what is wrong with a document. */
const MAX_ERRORS = 10;
/** Of what is wrong with its variables: each is made with the whole value in its text, 64 KiB of it at worst. */
const MAX_VALUE_ERRORS = 3;

/**
 * Everything of ours around an execution, in the order of a request: JSON only, who is asking, body and
 * variables, then the document: who may ask it, how much it asks, validation; and at the end codes and cost.
 */
export const useRules = (rules: Rules, persisted = persistedOperations()): Plugin => ({
  onRequestParse({ request, serverContext, setRequestParser }) {
    assertJson(request);
    if (request.method !== "GET" && request.method !== "POST") return;
    setRequestParser(async () => {
      const state = stateOf(serverContext);
      Object.assign(state, await authenticate(rules, request));
      if (state.ctx) state.seen.ctx = state.ctx;
      return persisted(state.ctx, await paramsOf(request));
    });
  },
  onParse({ setParseFn }) {
    setParseFn(parseWithin);
    return ({ context, result }) => {
      if (result instanceof Error) return;
      guard(rules, result as DocumentNode, stateOf<Asked>(context));
    };
  },
  onValidate({ setValidationFn }) {
    setValidationFn((schema, document, list) =>
      validate(schema, document, list, { maxErrors: MAX_ERRORS, hideSuggestions: true }),
    );
  },
  async onExecute({ context, setExecuteFn, setResultAndStopExecution }) {
    setExecuteFn((args: ExecutionArgs) => execute({ ...args, options: { maxCoercionErrors: MAX_VALUE_ERRORS } }));
    const refused = await throttle(rules.admit, stateOf(context));
    if (refused) setResultAndStopExecution({ errors: [refused] });
  },
  onResultProcess(hook) {
    const safe = codedResult(hook.result as ExecutionResult, {
      onError: (error) => rules.onError(error, hook.request),
      requestId: rules.requestId?.(hook.request),
    });
    hook.setResult(withFigures(safe, stateOf(hook.serverContext)));
    if (statusOf(safe) === NOT_ACCEPTABLE) hook.setResultProcessor(notAcceptable, "application/json");
  },
});

/** What a request cost, and what is left; and for the log, what became of it. */
function withFigures(result: ExecutionResult, { seen, cost, rateLimit }: State): ExecutionResult {
  seen.codes = result.errors?.map(({ extensions }) => String(extensions["code"])) ?? [];
  if (cost === undefined) return result;
  return { ...result, extensions: { ...result.extensions, cost, ...(rateLimit ? { rateLimit } : {}) } };
}

async function authenticate({ context }: Rules, request: Request): Promise<Partial<GraphContext>> {
  try {
    const ctx = await context(request);
    return ctx ? createContext(ctx) : {};
  } catch (e) {
    throw isRefusal(e) && e.code === "UNAUTHENTICATED" ? unauthenticated() : e;
  }
}

function guard(rules: Rules, document: DocumentNode, context: Asked): void {
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (operation) context.seen.operation = operation;
  assertMayAsk(document, context.ctx !== undefined, rules.introspection);
  const measured = measure(rules.schema, document, context.params.variables ?? {});
  if (!measured) return;
  assertIntrospection(measured.introspectionFields > 0, rules.introspection);
  context.cost = measured.cost;
  context.seen.cost = measured.cost;
}

const NOT_ACCEPTABLE = 406;

const statusOf = ({ errors }: ExecutionResult): unknown =>
  (errors?.[0]?.extensions["http"] as { readonly status?: number } | undefined)?.status;

/** Yoga would answer with nothing; a refusal says why, in the one form that we have. */
const notAcceptable = (result: unknown, { Response }: { readonly Response: typeof globalThis.Response }): Response => {
  const errors = (result as ExecutionResult).errors?.map(({ message, extensions }) => ({
    message,
    extensions: { code: extensions["code"] },
  }));
  const headers = { "content-type": "application/json; charset=utf-8" };
  return new Response(JSON.stringify({ errors }), { status: NOT_ACCEPTABLE, headers });
};
