import { ADDRESS } from "./auth/header.ts";

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

/** A short answer in JSON that nobody may keep. */
export const answer = (statusCode: number, value: unknown): HttpAnswer => ({
  statusCode,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  body: JSON.stringify(value),
  isBase64Encoded: false,
});

/** Lets a web-standard server answer Lambda's events. */
export const overHttp =
  (fetch: (request: Request) => Promise<Response>) =>
  async (event: HttpEvent): Promise<HttpAnswer> => {
    const request = requestOf(event);
    return request === null ? MALFORMED : answerOf(await fetch(request), event.requestContext.http.method);
  };

/** What cannot even be made a request: a header or a method that HTTP does not know. */
const MALFORMED = answer(400, {
  errors: [{ message: "This is not a request that HTTP knows.", extensions: { code: "BAD_USER_INPUT" } }],
});

function requestOf(event: HttpEvent): Request | null {
  const { rawPath, rawQueryString, requestContext } = event;
  const { method } = requestContext.http;
  try {
    const headers = new Headers();
    for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.set(name, value);
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
  // Whatever stands in front must not hand one caller's answer to another: the same URL is another answer to each.
  headers["cache-control"] ??= "private, no-store";
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
