import { describe, expect, test } from "vitest";
import { checkSource, type Kind, renderSource, type Value } from "../../src/liquid/index.ts";

const shown = { locale: "de-AT", timeZone: "Europe/Vienna" };
const values: { readonly [name: string]: Value } = {
  name: "Eve <script>alert(1)</script>",
  lines: "one\ntwo & <three>",
  at: new Date(Date.UTC(2026, 10, 2, 9, 30)),
  list: [{ text: "a" }, { text: "b" }],
  nothing: null,
};
const render = (source: string, kind: Kind = "TEXT") => renderSource(source, { kind, values, shown });
const refused = (source: string, kind: Kind = "TEXT") =>
  render(source, kind).then(
    () => "rendered",
    (e: Error) => e.message,
  );

describe("what comes out", () => {
  test.each([
    ["words", "Hi {{ name | truncate: 6, '' }}!", "TEXT", "Hi Eve <s!"],
    ["words in HTML, escaped", "<p>{{ name }}</p>", "HTML", "<p>Eve &lt;script&gt;alert(1)&lt;/script&gt;</p>"],
    ["lines in HTML", "{{ lines | newline_to_br }}", "HTML", "one<br>\ntwo &amp; &lt;three&gt;"],
    ["an assigned word in HTML", "{% assign x = name %}{{ x | slice: 4 }}", "HTML", "&lt;"],
    ["a time as it is written there", "{{ at }}", "TEXT", "02.11.2026, 10:30"],
    ["a time in another style", "{{ at | date: 'date' }}, {{ at | date: 'time' }}", "TEXT", "2. November 2026, 10:30"],
    ["a list", "{% for one in list %}{{ forloop.index }}{{ one.text }}{% endfor %}", "TEXT", "1a2b"],
    ["of a group of values nothing", "{% assign x = list | first %}[{{ x }}]", "TEXT", "[]"],
    ["nor in HTML", "{% assign x = list | first %}[{{ x }}{{ at }}]", "HTML", "[02.11.2026, 10:30]"],
    ["of a list its items", "{{ list | map: 'text' }}", "HTML", "ab"],
    ["a fallback", "{{ nothing | default: 'you' }}{{ missing }}", "TEXT", "you"],
  ] as const)("%s", async (_, source, kind, expected) => {
    expect(await render(source, kind)).toBe(expected);
  });

  test.each([
    "{{ name.constructor }}",
    "{{ name.__proto__ }}",
    "{{ list.constructor.constructor }}",
    "{{ list['__proto__'] }}",
    "{{ at.constructor }}",
    "{{ at.shown }}",
    "{{ toString }}",
    "{{ hasOwnProperty }}",
    "{{ list | map: 'constructor' }}",
    "{{ list | where: '__proto__' }}",
  ])("nothing behind the values: %s", async (source) => {
    expect(await render(source)).not.toMatch(/function|object|native/i);
  });
});

describe("what is refused, with its line", () => {
  test.each([
    ["an output that does not end", "a\n{{ name", "Line 2"],
    ["a block that does not end", "a\n\n{% if name %}", "Line 3"],
    ["a tag there is not", "{% foo %}", "Line 1"],
    ["a filter there is not", "{{ name | foo }}", "Line 1"],
    ["files", "{% include 'a' %}", "Line 1"],
    ["files by another name", "{% render 'a' %}", "Line 1"],
    ["layouts", "{% layout 'a' %}", "Line 1"],
    ["leaving out the escaping", "{{ name | raw }}", "Line 1"],
    ["printing past the escaping", "{% echo name %}", "Line 1"],
    ["what is caught unbounded", "{% capture a %}{% endcapture %}", "Line 1"],
  ])("%s", async (_, source, where) => {
    expect(await refused(source)).toContain(where);
    expect(JSON.stringify(await checkSource(source, "HTML"))).toContain('"mistake"');
  });
});

const loop = (body: string) => `{% for a in (1..9000) %}{% for b in (1..9000) %}${body}{% endfor %}{% endfor %}`;

describe("a hostile source ends in bounded time", () => {
  test.each([
    ["a loop without an end", loop("")],
    ["a loop that fills the memory", loop("{{ name }}{{ name }}")],
    ["a list without an end", "{% for a in (1..1000000000) %}x{% endfor %}"],
    ["a word that doubles", `{% assign a = "aaaaaaaa" %}${"{% assign a = a | append: a %}".repeat(60)}{{ a }}`],
    [
      "a word that is replaced by longer ones",
      `{% assign a = "aaaaaaaa" %}${"{% assign a = a | replace: 'a', 'aaaaaaaaaa' %}".repeat(12)}{{ a }}`,
    ],
    ["blocks in blocks", "{% if true %}".repeat(2_000) + "{% endif %}".repeat(2_000)],
    ["a megabyte", "x".repeat(1_048_576)],
    ["a megabyte of tags", "{% if a %}{% endif %}".repeat(50_000)],
    [
      "a number without an end",
      "{{ 'x' | truncate: 99999999999 }}{% for i in (1..99999999999999999999) %}{% endfor %}",
    ],
  ])("%s", async (_, source) => {
    const began = performance.now();
    expect(await refused(source, "HTML")).toMatch(/^Line \d+: /);
    await checkSource(source, "HTML");
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test("backtracking, brackets and blanks take no time", async () => {
    const began = performance.now();
    const path = `{{ a${"[a".repeat(5_000)}${"]".repeat(5_000)} }}`;
    const long = `{{ a${"[0]".repeat(15_000)} }}`;
    const dotted = `{{ a${".b".repeat(24_000)} }}`;
    for (const source of [
      long,
      dotted,
      "[".repeat(40_000),
      "{{".repeat(20_000),
      "{%".repeat(20_000),
      "{{ a | ".repeat(7_000),
      `{{${" ".repeat(49_000)}`,
      path,
    ])
      await Promise.all([checkSource(source, "TEXT"), refused(source)]);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

test("a source says which variables it names, where, and where they come from", async () => {
  const source =
    "{{ customer.name }}\n{% assign x = ticket.number %}{{ x }}\n{% for one in list %}{{ one.text }}{% endfor %}";
  const checked = await checkSource(source, "TEXT");
  expect("variables" in checked && checked.variables.map(({ path, line, from }) => `${line} ${from} ${path}`)).toEqual([
    "1 GIVEN customer.name",
    "2 GIVEN ticket.number",
    "2 ASSIGNED x",
    "3 GIVEN list",
    "3 LISTED one.text",
  ]);
});
