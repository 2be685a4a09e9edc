/**
 * The desk over GraphQL: the schema, and a server for it as a function of a request. Whoever calls it says who
 * is asking; everything else (limits, codes, pages, loaders) is in here.
 *
 * @module
 */
export { LIMITS } from "./guard/limits.ts";
export { schema } from "./schema.ts";
export type { Answered } from "./server/answered.ts";
export type { Introspection } from "./server/gate.ts";
export { createServer, type Server, type ServerOptions } from "./server/server.ts";
