import { limiter } from "@switchboard/core/rate";
import { createServer } from "@switchboard/graphql";
import { accessLine } from "./accessLine.ts";
import { contexts } from "./auth/context.ts";
import { corsFor } from "./cors.ts";
import type { Create } from "./handler.ts";
import { type HttpAnswer, type HttpEvent, overHttp } from "./http.ts";
import { log } from "./log.ts";

/** The API: who calls is read from the key or token, everything else is GraphQL's matter. */
export const create: Create<HttpEvent, HttpAnswer> = (wired) => {
  const { desk, introspection, maxTokenAge, corsOrigins = [] } = wired;
  // By the time of day, not by the desk's clock: that one may stand still, and then no bucket would ever fill up.
  const rate = limiter({ now: Date.now, onError: (error) => log("rate limit failed", {}, error) });
  const server = createServer({
    context: contexts({ table: desk.table, clock: desk.clock, maxTokenAge, desk }),
    introspection,
    cors: corsFor(corsOrigins),
    requestId: idOf,
    onError: (error, request) => log("request failed", { requestId: idOf(request) }, error),
    admit: (ctx, cost) => rate.take(ctx, cost),
    ...(wired.logLevel === "error" ? {} : { onAnswer: (facts, request) => accessLine(facts, idOf(request)) }),
  });
  return overHttp((request) => server.fetch(request), { corsOrigins });
};

const idOf = (request: Request): string | undefined => request.headers.get("x-request-id") ?? undefined;
