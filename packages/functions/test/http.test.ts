import { describe, expect, test } from "vitest";
import { type HttpEvent, overHttp } from "../src/http.ts";

const event = (over: Partial<HttpEvent> & { method?: string } = {}): HttpEvent => ({
  rawPath: "/graphql",
  rawQueryString: "",
  headers: { host: "desk.example" },
  requestContext: { http: { method: over.method ?? "POST" } },
  isBase64Encoded: false,
  ...over,
});

/** Answers with what it was asked. */
const echo = overHttp(async (request) => {
  const body = await request.arrayBuffer();
  return Response.json({
    method: request.method,
    url: request.url,
    cookie: request.headers.get("cookie"),
    body: Buffer.from(body).toString("base64"),
  });
});
const echoed = async (asked: HttpEvent) =>
  JSON.parse((await echo(asked)).body) as { method: string; url: string; cookie: string | null; body: string };

describe("the HTTP adapter", () => {
  test("passes method, host, path and query on", async () => {
    const seen = await echoed(event({ method: "GET", rawQueryString: "query=%7Bid%7D&x=a+b" }));
    expect(seen).toMatchObject({ method: "GET", url: "https://desk.example/graphql?query=%7Bid%7D&x=a+b" });
  });

  test("takes bodies as text and as base64, byte for byte", async () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    expect((await echoed(event({ body: "grüße" }))).body).toBe(Buffer.from("grüße").toString("base64"));
    expect((await echoed(event({ body: bytes.toString("base64"), isBase64Encoded: true }))).body).toBe(
      bytes.toString("base64"),
    );
  });

  test.each(["GET", "HEAD"])("%s has no body, whatever the event says", async (method) => {
    const { statusCode } = await echo(event({ method, body: "{}" }));
    expect(statusCode).toBe(200);
  });

  test("HEAD is answered without a body", async () => {
    expect((await echo(event({ method: "HEAD" }))).body).toBe("");
  });

  test("cookies come in together and go out one by one", async () => {
    expect((await echoed(event({ cookies: ["a=1", "b=2"] }))).cookie).toBe("a=1; b=2");
    const headers = new Headers([
      ["set-cookie", "a=1; Path=/"],
      ["set-cookie", "b=2, still b"],
    ]);
    const answer = await overHttp(async () => new Response("ok", { headers }))(event());
    expect(answer.cookies).toEqual(["a=1; Path=/", "b=2, still b"]);
    expect(answer.headers).not.toHaveProperty("set-cookie");
  });

  test("no answer is kept for another caller, unless it says that it may be", async () => {
    const kept = overHttp(async () => new Response("", { headers: { "cache-control": "max-age=60" } }));
    expect((await echo(event({ method: "GET" }))).headers["cache-control"]).toBe("private, no-store");
    expect((await kept(event())).headers["cache-control"]).toBe("max-age=60");
  });

  test("text goes out as text, everything else as base64", async () => {
    const answering = (type: string, body: string | Uint8Array<ArrayBuffer>) =>
      overHttp(async () => new Response(body, { headers: { "content-type": type } }))(event());
    expect(await answering("application/graphql-response+json; charset=utf-8", "{}")).toMatchObject({
      body: "{}",
      isBase64Encoded: false,
    });
    expect(await answering("text/html", "<p>ü")).toMatchObject({ body: "<p>ü", isBase64Encoded: false });
    const png = new Uint8Array([137, 80, 78, 71]);
    expect(await answering("image/png", png)).toMatchObject({
      body: Buffer.from(png).toString("base64"),
      isBase64Encoded: true,
    });
  });

  test.each([
    ["a header that is none", event({ headers: { host: "desk.example", "x-bad": "a\r\nb: c" } })],
    ["a host that is none", event({ headers: { host: "a b" } })],
    ["a method that is none", event({ method: "TRACE" })],
  ])("%s is a 400 with a code", async (_, asked) => {
    const { statusCode, body } = await echo(asked);
    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
  });
});
