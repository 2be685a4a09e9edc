import { create } from "../src/api.ts";
import type { Wired } from "../src/handler.ts";
import type { HttpEvent } from "../src/http.ts";
import { UNWIRED } from "./calls.ts";
import type { TestDesk } from "./desk.ts";

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const event = ({ method = "POST", path = "/graphql", headers = {}, body }: Asked): HttpEvent => ({
  rawPath: path,
  rawQueryString: "",
  headers: { host: "desk.example", "content-type": "application/json", ...headers },
  requestContext: { http: { method } },
  ...(body === undefined ? {} : { body }),
  isBase64Encoded: false,
});

/** The API with all of its paths, as a function URL calls it. */
export const doorOf =
  ({ desk }: TestDesk) =>
  (asked: Asked, wired: Partial<Wired> = {}) =>
    create({ desk, ...UNWIRED, ...wired })(event(asked));

export const query = (text: string, variables?: object): string => JSON.stringify({ query: text, variables });

/** A desk whose table fails, with words of its own. */
export function brokenDesk({ desk }: TestDesk): Partial<Wired> {
  const table = { ...desk.table, get: () => Promise.reject(new Error("eve@acme.example is not here")) };
  return { desk: { ...desk, table, as: (...given: Parameters<typeof desk.as>) => ({ ...desk.as(...given), table }) } };
}
