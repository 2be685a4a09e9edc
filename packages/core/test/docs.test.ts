import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pages } from "../../../scripts/pages.ts";

test.each(Object.entries(pages()))("%s is what the code says (`npm run docs` writes it anew)", (path, text) => {
  expect(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")).toBe(text);
});
