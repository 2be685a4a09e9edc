import { counted } from "@switchboard/core/testing";
import { parse } from "graphql";
import { describe, expect, test } from "vitest";
import { measure } from "../src/guard/measure.ts";
import { LIMITS, schema } from "../src/index.ts";
import { answerOf, caller, post, URL_OF_TESTS } from "./call.ts";
import { testDesk } from "./desk.ts";
import { HOSTILE } from "./hostile.ts";
import { over, repeat, within } from "./limits.ts";

const t = await testDesk();
const ada = caller(t.server, "ada");
const token = { authorization: "Bearer ada" };

describe("refused by a code, short, with nothing read and nothing of ours failing", () => {
  const { table, calls } = counted(t.desk.table);
  const server = t.serve({ context: () => ({ ...t.as("ada"), table }) });

  test.each(HOSTILE)("$title", async ({ body, code, type = "application/json" }) => {
    const answer = await answerOf(await server.fetch(post(body, { ...token, "content-type": type })));
    expect(new Set(answer.codes)).toEqual(new Set([code]));
    expect(answer.status).toBeLessThan(500);
    expect(answer.data ?? null).toBeNull();
    expect(answer.text.length).toBeLessThan(8_192);
    expect(answer.text).not.toMatch(/did you mean/i);
    expect([calls(), t.surprises]).toEqual([[], []]);
  });
});

describe("the work of the walk", () => {
  /** What the walk looked at, and whether it refused. */
  const walked = (document: string, variables = {}) => {
    const work = { nodes: 0 };
    try {
      measure(schema, parse(document), variables, work);
    } catch (e) {
      return { ...work, says: (e as Error).message };
    }
    return { ...work, says: null };
  };

  test("counts each selection, directive and definition once", () => {
    const document = "{ viewer { ...F ...F } } fragment F on Viewer { __typename @skip(if: false) }";
    expect(walked(document)).toEqual({ nodes: 2 + 3 + 2, says: null });
  });

  test("is proportional to the document, however often its fragments are spread", () => {
    const tree = repeat(4_096, (n) => {
      const next = [2 * n + 1, 2 * n + 2].filter((child) => child < 4_096);
      return `fragment F${n} on Viewer { __typename ${next.map((child) => `...F${child} ...F${child}`).join(" ")} }`;
    });
    const { nodes, says } = walked(`{ viewer { ...F0 } } ${tree}`);
    expect(says).toBeNull();
    expect(nodes).toBeLessThan(4_096 * 6 + 10);
  });

  test("ends at the first limit", () => {
    const aliases = walked(`{ viewer { ${repeat(10_000, (n) => `a${n}: __typename`)} } }`);
    expect(aliases).toEqual({ nodes: 1 + 1 + LIMITS.aliases + 1, says: expect.stringContaining("31 aliases") });
    const directives = walked(`{ viewer { ${repeat(5_000, () => "__typename @skip(if: false)")} } }`);
    expect(directives.nodes).toBe(1 + 1 + 2 * (LIMITS.directives + 1));
    const circle = repeat(400, (n) => `fragment F${n} on Viewer { ...F${(n + 1) % 400} }`);
    expect(walked(`{ viewer { ...F0 } } ${circle}`)).toEqual({
      nodes: 401 + 2 + 400,
      says: "The fragment F0 spreads itself.",
    });
  });
});

test("whatever nests as deep as 2,000 tokens allow is answered", async () => {
  const inline = (levels: number) => `{ viewer { ${"... {".repeat(levels)} __typename ${"}".repeat(levels)} } }`;
  within(await ada(inline(660)));
  over(await ada(inline(700)), "the limit is 2,000");
  const chain = repeat(245, (n) => `fragment F${n} on Viewer { ${n < 244 ? `...F${n + 1}` : "__typename"} }`);
  expect((await ada(`{ viewer { ...F0 } } ${chain}`)).data).toEqual({ viewer: { __typename: "Viewer" } });
  expect(t.surprises).toEqual([]);
});

describe("values: 32 levels of lists and objects", () => {
  const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  const says = "33 levels of lists and objects in a value; the limit is 32";

  test("in variables", async () => {
    const asked = (levels: number) =>
      t.server.fetch(post(`{"query":"{ __typename }","variables":{"a":${deep(levels - 1)}}}`, token));
    within(await answerOf(await asked(LIMITS.valueDepth)));
    over(await answerOf(await asked(LIMITS.valueDepth + 1)), says);
  });

  test("in the document, defaults and directives included", async () => {
    const places = [
      (value: string) => `{ ticket(id: ${value}) { id } }`,
      (value: string) => `query ($a: [ID!] = ${value}) { nodes(ids: $a) { id } }`,
      (value: string) => `{ __typename @skip(if: ${value}) }`,
      (value: string) => `{ viewer { ...F } } fragment F on Viewer { __typename @skip(if: ${value}) }`,
    ];
    for (const place of places) {
      const { errors } = await ada(place(deep(LIMITS.valueDepth)));
      expect(errors[0]?.message).not.toContain("levels");
      over(await ada(place(deep(LIMITS.valueDepth + 1))), says);
    }
  });
});

describe("bodies that never end", () => {
  /** A body that goes on for ever, and how much of it was taken. */
  const endless = (bytes: number) => {
    const seen = { sent: 0, cancelled: false };
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        seen.sent += bytes;
        controller.enqueue(new Uint8Array(bytes).fill(32));
      },
      cancel() {
        seen.cancelled = true;
      },
    });
    return { seen, body };
  };

  test.each([1_000, 16_384, 262_144])("are read to the limit in pieces of %i bytes, and let go", async (bytes) => {
    const { seen, body } = endless(bytes);
    const init = { method: "POST", headers: { ...token, "content-type": "application/json" }, body, duplex: "half" };
    const answer = await answerOf(await t.server.fetch(new Request(URL_OF_TESTS, init as RequestInit)));
    over(answer, "256 KiB");
    expect(answer.status).toBe(413);
    expect(seen.sent).toBeLessThanOrEqual(LIMITS.bodyBytes + 3 * bytes);
    expect(seen.cancelled).toBe(true);
  });

  test("are not read at all where they are of no type that is taken", async () => {
    const { seen, body } = endless(1_000);
    const init = { method: "POST", headers: { ...token, "content-type": "text/plain" }, body, duplex: "half" };
    const answer = await answerOf(await t.server.fetch(new Request(URL_OF_TESTS, init as RequestInit)));
    expect([answer.status, answer.codes]).toEqual([415, ["BAD_USER_INPUT"]]);
    expect(seen.sent).toBeLessThanOrEqual(2_000);
  });

  test("and a URL as long are refused alike", async () => {
    const url = `${URL_OF_TESTS}?query=${encodeURIComponent("{ __typename }")}&x=${"x".repeat(LIMITS.bodyBytes)}`;
    const answer = await answerOf(await t.server.fetch(new Request(url, { headers: { accept: "application/json" } })));
    over(answer, "256 KiB");
  });
});

describe("the schema is closed by `__type` and through fragments as by `__schema`", () => {
  const WAYS = [
    '{ __type(name: "Ticket") { name } }',
    "{ ...F } fragment F on Query { __schema { queryType { name } } }",
    '{ ... on Query { a: __type(name: "Ticket") { fields { name } } } }',
    "{ ...F } fragment F on Query { ...G } fragment G on Query { ... { __schema { queryType { name } } } }",
  ];
  test.each(WAYS)("%s", async (query) => {
    const [open, closed] = [t.serve({ introspection: "authenticated" }), t.serve({ introspection: "off" })];
    within(await caller(open, "ada")(query));
    over(await caller(closed, "ada")(query), "introspection is off", "BAD_USER_INPUT");
    for (const server of [open, closed]) expect((await caller(server, null)(query)).codes).toEqual(["UNAUTHENTICATED"]);
  });
});

test("no name of the schema is guessed for anybody, in a document or in variables", async () => {
  const asked = [
    await ada("{ viewr { actor { id } } }"),
    await ada("{ viewer { actr { id } } }"),
    await ada("{ ticket(idd: 1) { id } }"),
    await ada("{ viewer { ... on Vieer { __typename } } }"),
    await ada("query ($f: TicketFiltr) { tickets(filter: $f) { edges { cursor } } }"),
    await ada("query ($f: TicketFilter) { tickets(filter: $f) { edges { cursor } } }", { f: { statu: "OPEN" } }),
    await ada("query ($f: TicketFilter) { tickets(filter: $f) { edges { cursor } } }", { f: { status: ["OPN"] } }),
    await ada("{ tickets(filter: { status: [OPN] }) { edges { cursor } } }"),
  ];
  for (const { text, codes } of asked) {
    expect(codes[0]).toBe("BAD_USER_INPUT");
    expect(text).not.toMatch(/did you mean/i);
  }
});
