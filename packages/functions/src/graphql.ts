import { createServer } from "@switchboard/graphql";
import { contexts } from "./auth/context.ts";
import type { Create } from "./handler.ts";
import { type HttpAnswer, type HttpEvent, overHttp } from "./http.ts";
import { log } from "./log.ts";

/** The API: who calls is read from the key or token, everything else is GraphQL's matter. */
export const create: Create<HttpEvent, HttpAnswer> = ({ desk, introspection, maxTokenAge }) => {
  const server = createServer({
    context: contexts({ table: desk.table, clock: desk.clock, maxTokenAge, desk }),
    introspection,
    onError: (error) => log("request failed", {}, error),
  });
  return overHttp((request) => server.fetch(request));
};
