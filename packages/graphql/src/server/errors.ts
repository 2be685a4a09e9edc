import { ERRORS, type ErrorCode, isRefusal, type SwitchboardError } from "@switchboard/core";
import { type ExecutionResult, GraphQLError } from "graphql";

export type OnError = (error: unknown) => void;

/** Where what nobody foresaw is reported, and what its caller may call it by. */
export interface Reporting {
  readonly onError: OnError;
  readonly requestId?: string | undefined;
}

/**
 * The one place that every answer with errors passes: each leaves with a code of ours. What nobody foresaw is
 * reported, and leaves without its message.
 */
export function codedResult(result: ExecutionResult, reporting: Reporting): ExecutionResult {
  if (!result.errors) return result;
  const whole = result.data === undefined;
  return { ...result, errors: result.errors.map((error) => coded(error, whole, reporting)) };
}

function coded(error: GraphQLError, whole: boolean, reporting: Reporting): GraphQLError {
  const original = rootOf(error);
  if (isRefusal(original))
    return original.code === "INTERNAL" ? masked(error, original, reporting) : refused(error, original, whole);
  const { code } = error.extensions ?? {};
  if (isOurs(code)) return error;
  // Errors of GraphQL itself stand at no field; at a field, something of ours went wrong.
  if (error.path || !(original instanceof GraphQLError)) return masked(error, original, reporting);
  const http = error.extensions?.["http"] ?? (whole ? { status: 400, spec: true } : undefined);
  return rewritten(error, withoutSuggestions(error.message), { code: "BAD_USER_INPUT", ...(http ? { http } : {}) });
}

const isOurs = (code: unknown): code is ErrorCode => typeof code === "string" && code in ERRORS;

function rootOf(error: GraphQLError): unknown {
  let root: unknown = error;
  while (root instanceof GraphQLError && root.originalError) root = root.originalError;
  return root;
}

/** In a query there is no payload to put a typed error into: there all of them are malformed requests. */
function refused(error: GraphQLError, refusal: SwitchboardError, whole: boolean): GraphQLError {
  const { code, message, issues, details } = refusal;
  const path = issues[0]?.path ?? [];
  const http = code === "FORBIDDEN" ? { status: 403 } : { status: 400, spec: true };
  return rewritten(error, message, {
    code: ERRORS[code].top ? code : "BAD_USER_INPUT",
    ...(whole ? { http } : {}),
    ...(details.permission === undefined ? {} : { permission: details.permission }),
    ...(path.length > 0 ? { path } : {}),
  });
}

function masked(error: GraphQLError, original: unknown, { onError, requestId }: Reporting): GraphQLError {
  onError(original);
  const known = requestId === undefined ? {} : { requestId };
  const http = error.path ? {} : { http: { status: 500 } };
  return rewritten(error, ERRORS.INTERNAL.says, { code: "INTERNAL", ...known, ...http });
}

function rewritten(error: GraphQLError, message: string, extensions: Readonly<Record<string, unknown>>): GraphQLError {
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}

/** Guesses at names would tell the schema to those who may not read it. */
const withoutSuggestions = (message: string): string => shortened(message.replace(/ Did you mean .*\?$/s, ""));

/** GraphQL quotes values whole: a few errors about one of 64 KiB would make an answer several times the request. */
const LONGEST = 400;
const shortened = (message: string): string =>
  message.length > LONGEST ? `${message.slice(0, LONGEST)} ...` : message;
