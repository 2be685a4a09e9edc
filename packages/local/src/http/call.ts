import type { IncomingHttpHeaders } from "node:http";

/** A request, read to its end. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** As it stood in the request line, without the question mark. */
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The address it came from. */
  readonly from?: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

export interface Route {
  /** Null for any. */
  readonly method: string | null;
  /** One that ends in a slash matches everything under it; what follows comes as `rest`. */
  readonly path: string;
  /** The largest body taken, bytes. Default 1 MB. */
  readonly limit?: number;
  handle(call: Call, rest: string): Promise<Answer> | Answer;
}

export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  body: JSON.stringify(value),
});

export const refuse = (status: number, error: string): Answer => json({ error }, status);

export const redirect = (location: string): Answer => ({ status: 302, headers: { location } });

/** The body as JSON, or undefined when it is none. */
export function jsonOf(call: Call): unknown {
  try {
    return JSON.parse(call.body.toString("utf8"));
  } catch {
    return undefined;
  }
}
