import { createServer } from "@switchboard/graphql";
import { accessLine } from "./accessLine.ts";
import { authorizationOf, keyIn } from "./auth/header.ts";
import { authenticator } from "./auth/index.ts";
import { corsFor } from "./cors.ts";
import type { Create } from "./handler.ts";
import { type HttpAnswer, type HttpEvent, overHttp } from "./http.ts";
import { log } from "./log.ts";

/** The API: who calls is read from the key or token, everything else is GraphQL's matter. */
export const create: Create<HttpEvent, HttpAnswer> = (wired) => {
  const { desk, introspection, maxTokenAge, corsOrigins = [] } = wired;
  const authenticate = authenticator({ table: desk.table, clock: desk.clock, maxTokenAge });
  const server = createServer({
    context: async (request) => {
      const authorization = authorizationOf(request.headers);
      const actor = await authenticate(authorization);
      const credential = keyIn(authorization);
      return actor && desk.as(actor, credential === null ? {} : { credential });
    },
    introspection,
    cors: corsFor(corsOrigins),
    requestId: idOf,
    onError: (error, request) => log("request failed", { requestId: idOf(request) }, error),
    ...(wired.logLevel === "error" ? {} : { onAnswer: (facts, request) => accessLine(facts, idOf(request)) }),
  });
  return overHttp((request) => server.fetch(request), { corsOrigins });
};

const idOf = (request: Request): string | undefined => request.headers.get("x-request-id") ?? undefined;
