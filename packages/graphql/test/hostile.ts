import { repeat } from "./limits.ts";

/** A request that somebody would send to make the desk work, and the code it is refused with. */
export interface Hostile {
  readonly title: string;
  readonly body: string;
  readonly code: "COST_LIMIT" | "BAD_USER_INPUT";
  readonly type?: string;
}

const asking = (query: string, variables?: object): string => JSON.stringify({ query, variables });
const FIND = "query ($f: TicketFilter) { tickets(first: 1, filter: $f) { edges { cursor } } }";
/** Written by hand: nothing that writes JSON goes as deep. */
const nestedVariable = (open: string, close: string, levels: number): string =>
  `{"query":${JSON.stringify(FIND)},"variables":{"f":${open.repeat(levels)}[]${close.repeat(levels)}}}`;
const nestedLiteral = (open: string, close: string, levels: number): string =>
  asking(`{ tickets(first: 1, filter: ${open.repeat(levels)}{}${close.repeat(levels)}) { edges { cursor } } }`);
const circle = (levels: number): string =>
  repeat(levels, (n) => `fragment F${n} on Ticket { followUpOf { ...F${(n + 1) % levels} } }`);
const doubling = (levels: number): string =>
  repeat(
    levels,
    (n) => `fragment F${n} on Viewer { ${n === levels - 1 ? "a: __typename" : `...F${n + 1} ...F${n + 1}`} }`,
  );

const tooMuch = (title: string, body: string): Hostile => ({ title, body, code: "COST_LIMIT" });
const malformed = (title: string, body: string, type?: string): Hostile => ({
  title,
  body,
  code: "BAD_USER_INPUT",
  ...(type === undefined ? {} : { type }),
});

/** Every kind of it that we know. */
export const HOSTILE: readonly Hostile[] = [
  malformed("a circle of 20 fragments", asking(`{ ticket(id: "x") { ...F0 } } ${circle(20)}`)),
  malformed("a fragment that spreads itself", asking("{ viewer { ...F } } fragment F on Viewer { ...F }")),
  tooMuch(
    "20 levels of the same field",
    asking(`{ ticket(id: "x") ${"{ followUpOf ".repeat(20)} { id } ${"}".repeat(20)} }`),
  ),
  tooMuch("10,000 aliases", asking(`{ ${repeat(10_000, (n) => `a${n}:__typename`)} }`)),
  tooMuch("300 aliases", asking(`{ viewer { ${repeat(300, (n) => `a${n}: __typename`)} } }`)),
  tooMuch("5,000 fragments", asking(`{ viewer { ...F0 } } ${repeat(5_000, (n) => `fragment F${n} on Viewer{id}`)}`)),
  tooMuch("fragments that double fifty times", asking(`{ viewer { ...F0 } } ${doubling(50)}`)),
  tooMuch("1,990 directives", asking(`{ __typename ${repeat(1_990, () => "@a")} }`)),
  tooMuch("400 directives", asking(`{ __typename ${repeat(400, () => "@skip(if: false)")} }`)),
  malformed("1,900 times the same field", asking(`{ viewer { ${repeat(1_900, () => "__typename")} } }`)),
  malformed("1,900 fields that there are not", asking(`{ viewer { ${repeat(1_900, (n) => `f${n}`)} } }`)),
  tooMuch("objects nested 10,000 deep in the document", nestedLiteral("{not:", "}", 10_000)),
  tooMuch("objects nested 450 deep in the document", nestedLiteral("{not:", "}", 450)),
  tooMuch("lists nested 10,000 deep in the document", nestedLiteral("[", "]", 10_000)),
  tooMuch("lists nested 900 deep in the document", nestedLiteral("[", "]", 900)),
  tooMuch("2,500 lists opened in the document", asking(`{ ticket(id: ${"[".repeat(2_500)}`)),
  malformed("1,900 lists opened in the document", asking(`{ ticket(id: ${"[".repeat(1_900)}`)),
  malformed("1,900 selections opened in the document", asking("{a".repeat(990))),
  tooMuch("lists nested 10,000 deep in a variable", nestedVariable("[", "]", 10_000)),
  tooMuch("lists nested 100,000 deep in a variable", nestedVariable("[", "]", 100_000)),
  tooMuch("objects nested 10,000 deep in a variable", nestedVariable('{"not":', "}", 10_000)),
  tooMuch("objects nested 3,000 deep in a variable", nestedVariable('{"not":[', "]}", 3_000)),
  malformed("lists nested 100,000 deep for a query", `{"query":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
  malformed("lists nested 100,000 deep that never close", "[".repeat(100_000)),
  tooMuch("a comment of 1 MiB", asking(`{ __typename } #${"x".repeat(1024 * 1024)}`)),
  malformed("comments of 200 KiB around a field that there is not", asking(`{ ${"#\n".repeat(60_000)} nothing }`)),
  tooMuch("variables of 200 KiB", asking(FIND, { f: { text: "x".repeat(200_000) } })),
  malformed(
    "6,000 keys that an input has not",
    asking(FIND, { f: Object.fromEntries(Array.from({ length: 6_000 }, (_, n) => [`k${n}`, 1])) }),
  ),
  malformed("8,000 values that an enum has not", asking(FIND, { f: { status: Array(8_000).fill("NO") } })),
  malformed(
    "100 lists of ids",
    asking(
      `query(${repeat(100, (n) => `$v${n}:[ID!]!`)}) { nodes(ids: $v0) { id } }`,
      Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`v${n}`, Array(110).fill("x")])),
    ),
  ),
  malformed("a batch", JSON.stringify(Array(1_000).fill({ query: "{ __typename }" }))),
  malformed("a form", `query=${encodeURIComponent("{ __typename }")}`, "application/x-www-form-urlencoded"),
  malformed(
    "parts",
    '--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
    "multipart/form-data; boundary=x",
  ),
  malformed("a text", asking("{ __typename }"), "text/plain"),
];
