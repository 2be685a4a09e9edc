import type { Ctx } from "@switchboard/core";
import { createYoga, type YogaServerOptions } from "graphql-yoga";
import { schema } from "../schema.ts";
import { type Answered, answered, type Seen } from "./answered.ts";
import { documentCache } from "./cache.ts";
import type { Introspection } from "./gate.ts";
import { useRules } from "./plugin.ts";
import type { Admit } from "./rate.ts";

export interface ServerOptions {
  /**
   * Who is asking. Gives a context of core's, or null for a request without a credential; throws
   * UNAUTHENTICATED for one that is not accepted.
   */
  readonly context: (request: Request) => Promise<Ctx | null> | Ctx | null;
  /** Who may read the schema: everybody, whoever has a credential (the default), or nobody. */
  readonly introspection?: Introspection;
  /** Whether a request of this cost may run now; without it there is no rate limit. Nobody is asked for what is free. */
  readonly admit?: Admit;
  /** Which pages of other origins may call this; none by default. */
  readonly cors?: YogaServerOptions<object, object>["cors"];
  /** Hears of every error that leaves as INTERNAL, with its message and stack, which the caller never sees. */
  readonly onError?: (error: unknown, request: Request) => void;
  /** What a request is called in your log: an INTERNAL error names it, for the caller to ask by. */
  readonly requestId?: (request: Request) => string | undefined;
  /** Hears once of every request that was answered, refused ones too: for a log. */
  readonly onAnswer?: (facts: Answered, request: Request) => void;
}

/** A GraphQL server as a function of a request, on whatever path it is called. */
export interface Server {
  fetch(request: Request): Promise<Response>;
}

/** Node's own, in place of the ponyfill's: what comes in and goes out are the platform's requests and responses. */
const { fetch, Request, Response, Headers, URL, URLSearchParams, ReadableStream, TransformStream, TextEncoder } =
  globalThis;
const fetchAPI = {
  fetch,
  Request,
  Response,
  Headers,
  URL,
  URLSearchParams,
  ReadableStream,
  TransformStream,
  TextEncoder,
};

/**
 * Makes a server over the schema: GraphQL over HTTP with every limit of the guard, a code on every error.
 *
 * @example
 * const server = createServer({ context: async (request) => desk.as(await actorOf(request)) });
 * const response = await server.fetch(new Request("https://desk.example/graphql", { method: "POST", ... }));
 */
export function createServer(options: ServerOptions): Server {
  const yoga = createYoga<object, object>({
    schema,
    fetchAPI: fetchAPI as never,
    graphqlEndpoint: "*",
    plugins: [
      useRules({
        schema,
        introspection: options.introspection ?? "authenticated",
        context: options.context,
        onError: options.onError ?? (() => {}),
        requestId: options.requestId,
        admit: options.admit,
      }),
    ],
    cors: options.cors ?? false,
    parserAndValidationCache: { documentCache: documentCache(), errorCache: documentCache() },
    // The rules do all of these themselves, or they are not offered here at all.
    maskedErrors: false,
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    graphiql: false,
    landingPage: false,
    logging: false,
  });
  return {
    async fetch(request) {
      const from = performance.now();
      const seen: Seen = {};
      const response = await yoga.fetch(request, { seen });
      options.onAnswer?.(answered(seen, response.status, performance.now() - from), request);
      return response;
    },
  };
}
