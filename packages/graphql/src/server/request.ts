import { Buffer } from "node:buffer";
import type { GraphQLError } from "graphql";
import type { GraphQLParams } from "graphql-yoga";
import { atMost, LIMITS } from "../guard/limits.ts";
import { assertShallow } from "../guard/nesting.ts";
import { topError } from "../refusal.ts";

const JSON_TYPES = ["application/json", "application/graphql-response+json"];

const refuse = (status: number, message: string): GraphQLError => topError("BAD_USER_INPUT", message, { status });
const malformed = (message: string): GraphQLError => refuse(400, message);

const mediaTypes = (header: string | null): string[] =>
  (header ?? "").split(",").map((part) => part.split(";", 1)[0]?.trim().toLowerCase() ?? "");

/**
 * Whether the answer may be JSON. A GET must say so in words: a link, an image or a form in somebody else's
 * page cannot, so none of them runs a query with a visitor's credentials.
 */
function assertJsonWanted({ method, headers }: Request): void {
  const accepted = mediaTypes(headers.get("accept"));
  const explicit = accepted.some((type) => JSON_TYPES.includes(type));
  const any = accepted.some((type) => type === "" || type === "*/*" || type === "application/*");
  if (explicit || (method !== "GET" && any)) return;
  const how = method === "GET" ? "A GET must say so: accept" : "Accept";
  throw refuse(406, `The answer is JSON. ${how} application/json or application/graphql-response+json.`);
}

/** @throws 406 and 415 for what is not JSON in and JSON out. Other methods are Yoga's to refuse. */
export function assertJson(request: Request): void {
  if (request.method !== "GET" && request.method !== "POST") return;
  assertJsonWanted(request);
  if (request.method === "GET") return;
  const [type] = mediaTypes(request.headers.get("content-type"));
  if (type !== "application/json") throw refuse(415, "Send a JSON body with `content-type: application/json`.");
}

/** What is asked, from the body or, for queries, from the URL. @throws BAD_USER_INPUT, COST_LIMIT */
export async function paramsOf(request: Request): Promise<GraphQLParams> {
  const params = request.method === "GET" ? fromUrl(request.url) : parseJson(await readBody(request), "body");
  if (Array.isArray(params)) throw malformed("Send one operation: lists of them are not taken.");
  if (typeof params !== "object" || params === null) throw malformed("Send an object with `query` and `variables`.");
  const { variables } = params as GraphQLParams;
  assertShallow(variables);
  if (variables) atMost(LIMITS.variableBytes, Buffer.byteLength(JSON.stringify(variables)), "bytes of variables");
  return params as GraphQLParams;
}

function fromUrl(url: string): GraphQLParams {
  if (url.length > LIMITS.bodyBytes) throw tooLarge();
  const given = new URL(url, "http://localhost").searchParams;
  const names = ["query", "operationName", "variables", "documentId", "extensions"];
  const [query, operationName, variables, documentId, extensions] = names.map((name) => given.get(name));
  return {
    ...(documentId ? { documentId } : {}),
    ...(extensions ? { extensions: parseJson(extensions, "extensions") as Record<string, unknown> } : {}),
    ...(query ? { query } : {}),
    ...(operationName ? { operationName } : {}),
    ...(variables ? { variables: parseJson(variables, "variables") as Record<string, unknown> } : {}),
  };
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(`The ${what} is no JSON.`);
  }
}

const tooLarge = (): GraphQLError =>
  topError("COST_LIMIT", `The limit is ${LIMITS.bodyBytes / 1024} KiB for a request; send less at once.`, {
    status: 413,
  });

/** The body, read no further than the limit: what a header says of its length is only a first hint. */
async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > LIMITS.bodyBytes) throw tooLarge();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > LIMITS.bodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder().decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
}
