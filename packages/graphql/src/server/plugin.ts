import type { Ctx } from "@switchboard/core";
import { isRefusal } from "@switchboard/core";
import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, validate } from "graphql";
import type { GraphQLParams, Plugin } from "graphql-yoga";
import { createContext, type GraphContext } from "../context.ts";
import { measure } from "../guard/measure.ts";
import { unauthenticated } from "../refusal.ts";
import { codedResult, type OnError } from "./errors.ts";
import { assertIntrospection, assertMayAsk, type Introspection, parseWithin } from "./gate.ts";
import { persistedOperations } from "./persisted.ts";
import { type Admit, type Level, throttle } from "./rate.ts";
import { assertJson, paramsOf } from "./request.ts";

export interface Rules {
  readonly schema: GraphQLSchema;
  readonly introspection: Introspection;
  /** Who is asking: null without a credential. */
  readonly context: (request: Request) => Promise<Ctx | null> | Ctx | null;
  readonly onError: OnError;
  readonly admit?: Admit | undefined;
}

/** What the plugin keeps on a request, beside what resolvers get. */
interface State extends Partial<GraphContext> {
  cost?: number;
  rateLimit?: Level;
}

const MAX_VALIDATION_ERRORS = 10;

/**
 * Everything of ours around an execution, in the order of a request: JSON only, who is asking, body and
 * variables, then the document: who may ask it, how much it asks, validation; and at the end codes and cost.
 */
export const useRules = (rules: Rules, persisted = persistedOperations()): Plugin => ({
  onRequestParse({ request, serverContext, setRequestParser }) {
    assertJson(request);
    if (request.method !== "GET" && request.method !== "POST") return;
    setRequestParser(async () => {
      const state = await authenticate(rules, request);
      Object.assign(serverContext as object, state);
      return persisted(state.ctx, await paramsOf(request));
    });
  },
  onParse({ setParseFn }) {
    setParseFn(parseWithin);
    return ({ context, result }) => {
      if (result instanceof Error) return;
      guard(rules, result as DocumentNode, context as State & { readonly params: GraphQLParams });
    };
  },
  onValidate({ setValidationFn }) {
    setValidationFn((schema, document, list) =>
      validate(schema, document, list, { maxErrors: MAX_VALIDATION_ERRORS, hideSuggestions: true }),
    );
  },
  async onExecute({ context, setExecuteFn, setResultAndStopExecution }) {
    setExecuteFn(execute);
    const refused = await throttle(rules.admit, context as State);
    if (refused) setResultAndStopExecution({ errors: [refused] });
  },
  onResultProcess(hook) {
    const { cost, rateLimit } = hook.serverContext as State;
    const safe = codedResult(hook.result as ExecutionResult, rules.onError);
    const extensions = { ...safe.extensions, cost, ...(rateLimit ? { rateLimit } : {}) };
    hook.setResult(cost === undefined ? safe : { ...safe, extensions });
    if (statusOf(safe) === NOT_ACCEPTABLE) hook.setResultProcessor(notAcceptable, "application/json");
  },
});

async function authenticate({ context }: Rules, request: Request): Promise<State> {
  try {
    const ctx = await context(request);
    return ctx ? createContext(ctx) : {};
  } catch (e) {
    throw isRefusal(e) && e.code === "UNAUTHENTICATED" ? unauthenticated() : e;
  }
}

function guard(rules: Rules, document: DocumentNode, context: State & { readonly params: GraphQLParams }): void {
  assertMayAsk(document, context.ctx !== undefined, rules.introspection);
  const measured = measure(rules.schema, document, context.params.variables ?? {});
  if (!measured) return;
  assertIntrospection(measured.introspectionFields > 0, rules.introspection);
  context.cost = measured.cost;
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
