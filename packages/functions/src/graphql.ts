import { createServer } from "@switchboard/graphql";
import { authenticator } from "./auth/index.ts";
import type { Create } from "./handler.ts";
import { type HttpAnswer, type HttpEvent, overHttp } from "./http.ts";
import { log } from "./log.ts";

/** The API: who calls is read from the token, everything else is GraphQL's matter. */
export const create: Create<HttpEvent, HttpAnswer> = ({ desk, introspection, maxTokenAge }) => {
  const authenticate = authenticator({ table: desk.table, clock: desk.clock, maxTokenAge });
  const server = createServer({
    context: async (request) => {
      const actor = await authenticate(request.headers.get("authorization"));
      return actor && desk.as(actor);
    },
    introspection,
    onError: (error) => log("request failed", {}, error),
  });
  return overHttp((request) => server.fetch(request));
};
