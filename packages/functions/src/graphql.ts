import { limiter } from "@switchboard/core/rate";
import { createServer } from "@switchboard/graphql";
import { authorizationOf, keyIn } from "./auth/header.ts";
import { authenticator } from "./auth/index.ts";
import type { Create } from "./handler.ts";
import { type HttpAnswer, type HttpEvent, overHttp } from "./http.ts";
import { log } from "./log.ts";

/** The API: who calls is read from the key or token, everything else is GraphQL's matter. */
export const create: Create<HttpEvent, HttpAnswer> = ({ desk, introspection, maxTokenAge }) => {
  const authenticate = authenticator({ table: desk.table, clock: desk.clock, maxTokenAge });
  // By the time of day, not by the desk's clock: that one may stand still, and then no bucket would ever fill up.
  const rate = limiter({ now: Date.now, onError: (error) => log("rate limit failed", {}, error) });
  const server = createServer({
    context: async (request) => {
      const authorization = authorizationOf(request.headers);
      const actor = await authenticate(authorization);
      const credential = keyIn(authorization);
      return actor && desk.as(actor, credential === null ? {} : { credential });
    },
    introspection,
    onError: (error) => log("request failed", {}, error),
    admit: (ctx, cost) => rate.take(ctx, cost),
  });
  return overHttp((request) => server.fetch(request));
};
