import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Wired } from "../src/handler.ts";
import { type TestDesk, testDesk } from "./desk.ts";
import { type Asked, brokenDesk, doorOf, query } from "./doors.ts";

const APP = "https://app.acme.example";
const LOCAL = "http://localhost:5173";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
});
afterAll(() => t[Symbol.asyncDispose]());

const ask: ReturnType<typeof doorOf> = (asked, wired) => doorOf(t)(asked, wired);
const broken = () => brokenDesk(t);
const asIs = () => ({});
const EVERY: readonly (readonly [title: string, asked: Asked, status: number, wired: () => Partial<Wired>])[] = [
  ["an answer", { body: query("{ __typename }") }, 200, asIs],
  ["a refusal", { body: query("{ viewer { actor { id } } }") }, 401, asIs],
  ["a body that is none", { body: "{" }, 400, asIs],
  ["a body too large", { body: " ".repeat(300_000) }, 413, asIs],
  ["another method", { method: "DELETE" }, 405, asIs],
  ["a preflight", { method: "OPTIONS" }, 204, asIs],
  ["what is no HTTP", { headers: { "x-bad": "a\r\nb: c" } }, 400, asIs],
  ["another path", { method: "GET", path: "/" }, 404, asIs],
  ["the health check", { method: "GET", path: "/health" }, 200, asIs],
  ["a health check that fails", { method: "GET", path: "/health" }, 503, broken],
];

test.each(EVERY)("%s leaves with every header and an id", async (_, asked, status, wired) => {
  const { statusCode, headers } = await ask(asked, wired());
  expect(statusCode).toBe(status);
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": expect.stringContaining("no-store"),
    "x-request-id": expect.stringMatching(/^[\w-]{36}$/),
  });
});

describe("pages of other origins", () => {
  const preflight = (origin: string, headers = "authorization,content-type,x-act-as,x-request-id"): Asked => ({
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": headers },
  });
  const corsOf = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
    Object.keys(headers).filter((name) => name.startsWith("access-control-"));

  test.each([APP, LOCAL])(
    "%s, which the desk names, may call with a token and read what concerns it",
    async (origin) => {
      const wired = { corsOrigins: [APP, LOCAL] };
      const allowed = await ask(preflight(origin), wired);
      expect([allowed.statusCode, allowed.body]).toEqual([204, ""]);
      expect(allowed.headers).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "POST, GET, OPTIONS",
        "access-control-allow-headers": "authorization, content-type, x-act-as, x-request-id",
        "cross-origin-resource-policy": "cross-origin",
        vary: "origin",
      });
      const answered = await ask({ headers: { origin }, body: query("{ __typename }") }, wired);
      expect(answered.headers).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-expose-headers": "retry-after, x-request-id",
        "cross-origin-resource-policy": "cross-origin",
        vary: "origin",
      });
      for (const { headers } of [allowed, answered])
        expect(headers).not.toHaveProperty("access-control-allow-credentials");
    },
  );

  test.each([
    ["one that is not listed", "https://evil.example"],
    ["one that begins like a listed one", `${APP}.evil.example`],
    ["one that ends like a listed one", "https://evilapp.acme.example"],
    ["a listed one without TLS", "http://app.acme.example"],
    ["a listed one on another port", `${APP}:8443`],
    ["a page from a file", "null"],
    ["a pattern", "*"],
  ])("%s gets no such header at all", async (_, origin) => {
    for (const asked of [preflight(origin), { headers: { origin }, body: query("{ __typename }") }]) {
      const answer = await ask(asked, { corsOrigins: [APP, LOCAL] });
      expect(corsOf(answer)).toEqual([]);
      expect(answer.headers).toMatchObject({ vary: "origin", "cross-origin-resource-policy": "same-origin" });
    }
    expect(corsOf(await ask(preflight(origin), { corsOrigins: [APP] }))).toEqual([]);
  });

  test("none is let in where the desk names none", async () => {
    for (const asked of [preflight(APP), { headers: { origin: APP }, body: query("{ __typename }") }]) {
      const { headers } = await ask(asked);
      expect(corsOf({ headers })).toEqual([]);
      expect(headers).not.toHaveProperty("vary");
    }
  });
});
