import type { Server } from "../src/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path; their types are what the tests check.
type Data = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Data;
  readonly errors: readonly {
    message: string;
    path?: unknown[];
    extensions: { code: string; [key: string]: unknown };
  }[];
  readonly extensions: Readonly<Record<string, unknown>>;
  /** The codes of all errors. */
  readonly codes: readonly string[];
}

export const URL_OF_TESTS = "http://desk.test/graphql";

export interface Call {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: string;
}

export const post = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  new Request(URL_OF_TESTS, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = text === "" ? {} : JSON.parse(text);
  const errors = body.errors ?? [];
  return {
    status: response.status,
    headers: response.headers,
    text,
    data: body.data,
    errors,
    extensions: body.extensions ?? {},
    codes: errors.map((error: Answer["errors"][number]) => error.extensions?.code),
  };
}

/** Calls as somebody; the answer is complete, whatever it is. */
export const caller =
  (server: Server, token: string | null) =>
  async (query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer> =>
    answerOf(
      await server.fetch(post({ query, variables }, token === null ? {} : { authorization: `Bearer ${token}` })),
    );
