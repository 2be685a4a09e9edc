import { ERRORS, type ErrorCode, isRefusal, type SwitchboardError } from "@switchboard/core";
import { GraphQLError } from "graphql";

/** A refusal as it stands in a payload: one per thing that is wrong. */
export interface UserErrorShape {
  readonly kind: string;
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: readonly string[];
  readonly retryable: boolean;
  readonly currentVersion: number | null;
  readonly allowed: readonly string[];
  readonly limit: number | null;
  readonly ids: readonly string[];
}

/** Whether a refusal belongs into a payload, and not to the few that end the request. */
const isUserError = (e: unknown): e is SwitchboardError => isRefusal(e) && !ERRORS[e.code].top;

/** A refusal as values, whichever it is: for what is refused in part. */
export function userErrors({ code, issues, details }: SwitchboardError): readonly UserErrorShape[] {
  const { kind, retryable } = ERRORS[code];
  return issues.map((issue) => ({
    kind: kind ?? "ValidationError",
    code,
    message: issue.message,
    path: issue.path.map(String),
    retryable,
    currentVersion: details.currentVersion ?? null,
    allowed: details.allowed ?? [],
    limit: details.limit ?? null,
    ids: details.ids ?? [details.id].filter((id) => id !== undefined),
  }));
}

/** What a mutation came to: its result, or why not. */
export interface Settled<R> {
  readonly result: R | null;
  readonly errors: readonly UserErrorShape[];
}

/** Runs an operation; refusals that a caller can act on become values, all others pass. */
export async function settle<R>(run: () => Promise<R>): Promise<Settled<R>> {
  try {
    return { result: await run(), errors: [] };
  } catch (e) {
    if (!isUserError(e)) throw e;
    return { result: null, errors: userErrors(e) };
  }
}

/** Queries answer null for what there is not, and for what the caller may not see. */
export async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (e) {
    if (isRefusal(e) && e.code === "NOT_FOUND") return null;
    throw e;
  }
}

/** How a refusal travels over HTTP. `spec` leaves 200 to clients that accept only application/json. */
interface Http {
  readonly status: number;
  readonly spec?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error of our own at the top of an answer. */
export const topError = (code: ErrorCode, message: string, http?: Http): GraphQLError =>
  new GraphQLError(message, { extensions: { code, ...(http ? { http } : {}) } });

/** The one answer to every caller without a good credential. */
export const unauthenticated = (): GraphQLError =>
  topError("UNAUTHENTICATED", ERRORS.UNAUTHENTICATED.says, { status: 401, headers: { "www-authenticate": "Bearer" } });
