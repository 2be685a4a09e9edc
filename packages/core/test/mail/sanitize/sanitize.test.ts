import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { sanitizeMailHtml } from "../../../src/markup/sanitize.ts";
import { readHtml } from "../parse/message.ts";
import { BODIES } from "./bodies.ts";
import { alive } from "./walker.ts";

const kinds = [...new Set(BODIES.map(([kind]) => kind))];

test("the corpus is as large as is claimed, and no body stands in it twice", () => {
  expect(new Set(BODIES.map(([, html]) => html)).size).toBe(BODIES.length);
  expect(BODIES.length).toBeGreaterThanOrEqual(150);
});

test("the walker sees what is alive: of the bodies as they came, nearly all are", () => {
  const dead = BODIES.filter(([, html]) => alive(html).length === 0);
  // What only looks alive: markup that is text, UTF-7, and what only other programs would follow.
  expect(dead.length).toBeLessThan(BODIES.length / 8);
});

describe("no script, handler, form or remote load is alive in what is shown of a mail", () => {
  test.each(kinds)("%s", async (kind) => {
    for (const [, html] of BODIES.filter((one) => one[0] === kind)) {
      const mail = await readHtml(`<div>${html}</div><p>after</p>`);
      expect(alive(mail.html ?? ""), html).toEqual([]);
      expect(mail.originalHtml).toContain(html.replaceAll("\u0000", "").slice(0, 3));
    }
  });

  test("also where a body is cleaned twice, or put into another", () => {
    for (const [, html] of BODIES) {
      const once = sanitizeMailHtml(html);
      expect(alive(`${sanitizeMailHtml(once)}<blockquote>${once}</blockquote>`), html).toEqual([]);
    }
  });
});

const pieces = BODIES.map(([, html]) => html).filter((html) => html.length < 500);

property.prop([fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 5 }), fc.nat()])(
  "law: pieces of hostile bodies, cut anywhere and put together, are dead when cleaned",
  (chosen, cut) => {
    const html = chosen.map((piece, i) => piece.slice((cut + i * 7) % 9, piece.length - ((cut >> 3) % 11))).join("");
    expect(alive(sanitizeMailHtml(html)), html).toEqual([]);
  },
);
