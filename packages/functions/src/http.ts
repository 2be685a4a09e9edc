import { randomUUID } from "node:crypto";
import { ERRORS } from "@switchboard/core/kernel";
import { ADDRESS } from "./auth/header.ts";
import { log, served } from "./log.ts";

/** A request as a function URL or an HTTP API hands it to a Lambda: payload format 2.0. */
export interface HttpEvent {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies?: readonly string[];
  readonly requestContext: {
    readonly domainName?: string;
    readonly http: { readonly method: string; readonly sourceIp?: string };
  };
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** What every answer says to browsers: it is data, for the one who asked, and nothing to show, sniff or frame. */
const SECURITY = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
} as const;

interface Door {
  /** Which pages of other origins may call. */
  readonly corsOrigins?: readonly string[];
}

type Serve = (event: HttpEvent, requestId: string) => Promise<HttpAnswer>;

/** The one way out: every answer has an id that the log knows it by, and the headers of all; whatever fails is one too. */
export const door =
  ({ corsOrigins = [] }: Door, serve: Serve) =>
  async (event: HttpEvent): Promise<HttpAnswer> => {
    const requestId = served() ?? randomUUID();
    const given = await serve(event, requestId).catch((error: unknown) => {
      log("request failed", { requestId }, error);
      return failed(requestId);
    });
    const headers: Record<string, string> = { ...given.headers, ...SECURITY, "x-request-id": requestId };
    const isOpen = headers["access-control-allow-origin"] !== undefined;
    headers["cross-origin-resource-policy"] = isOpen ? "cross-origin" : "same-origin";
    // Whatever stands in front must not hand one caller's answer to another: the same URL is another answer to each.
    headers["cache-control"] ??= "private, no-store";
    // To others too: a cache must not show the answer without the header to the origin that has it.
    if (corsOrigins.length > 0) headers["vary"] = [headers["vary"], "origin"].filter(Boolean).join(", ");
    return { ...given, headers };
  };

const failed = (requestId: string): HttpAnswer =>
  answer(500, { errors: [{ message: ERRORS.INTERNAL.says, extensions: { code: "INTERNAL", requestId } }] });

/** A short answer in JSON that nobody may keep. */
export const answer = (statusCode: number, value: unknown): HttpAnswer => ({
  statusCode,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  body: JSON.stringify(value),
  isBase64Encoded: false,
});

/** Lets a web-standard server answer Lambda's events. What it is handed has the request's id as `x-request-id`. */
export const overHttp = (fetch: (request: Request) => Promise<Response>, options: Door = {}) =>
  door(options, async (event, requestId) => {
    const request = requestOf(event, requestId);
    return request === null ? MALFORMED : answerOf(await fetch(request), event.requestContext.http.method);
  });

/** What cannot even be made a request: a header or a method that HTTP does not know. */
const MALFORMED = answer(400, {
  errors: [{ message: "This is not a request that HTTP knows.", extensions: { code: "BAD_USER_INPUT" } }],
});

function requestOf(event: HttpEvent, requestId: string): Request | null {
  const { rawPath, rawQueryString, requestContext } = event;
  const { method } = requestContext.http;
  try {
    const headers = new Headers();
    for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.set(name, value);
    // Ours, not the caller's: what stands in the log is nothing that somebody could have written.
    headers.set("x-request-id", requestId);
    if (event.cookies?.length) headers.set("cookie", event.cookies.join("; "));
    // Whatever a caller wrote there is not where they are.
    headers.delete(ADDRESS);
    if (requestContext.http.sourceIp) headers.set(ADDRESS, requestContext.http.sourceIp);
    const host = headers.get("host") ?? requestContext.domainName ?? "localhost";
    const query = rawQueryString === "" ? "" : `?${rawQueryString}`;
    // Node's Request refuses a body on these, and nobody may put meaning into one.
    const body = method === "GET" || method === "HEAD" ? null : bodyOf(event);
    return new Request(`https://${host}${rawPath}${query}`, { method, headers, body });
  } catch {
    return null;
  }
}

function bodyOf({ body, isBase64Encoded }: HttpEvent): string | Uint8Array<ArrayBuffer> | null {
  if (body === undefined) return null;
  return isBase64Encoded ? new Uint8Array(Buffer.from(body, "base64")) : body;
}

const TEXT = /^(?:text\/|application\/(?:[\w.+-]*\+)?json\b)/i;

async function answerOf(response: Response, method: string): Promise<HttpAnswer> {
  const bytes = Buffer.from(method === "HEAD" ? new ArrayBuffer(0) : await response.arrayBuffer());
  const isText =
    TEXT.test(response.headers.get("content-type") ?? "text/") && !response.headers.has("content-encoding");
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== "set-cookie"));
  const cookies = response.headers.getSetCookie();
  return {
    statusCode: response.status,
    headers,
    // One by one: several cookies in one header are no cookies.
    ...(cookies.length > 0 ? { cookies } : {}),
    body: bytes.toString(isText ? "utf8" : "base64"),
    isBase64Encoded: !isText,
  };
}
