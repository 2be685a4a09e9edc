import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { METRICS } from "../src/metrics.ts";

const page = (name: string) => readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), "utf8");

test("docs/operations.md names every metric, and no other of ours", () => {
  const section = page("operations").split("## Metrics of AWS")[0] ?? "";
  const named = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => String(name));
  expect(new Set(named)).toEqual(new Set(Object.keys(METRICS)));
});

test("what docs/operations.md sends people to is in the runbook", () => {
  const headings = [...page("runbook").matchAll(/^## (.+)$/gm)].map(([, title]) =>
    title?.toLowerCase().replaceAll(" ", "-"),
  );
  const links = [...page("operations").matchAll(/runbook\.md#([\w-]+)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((anchor) => !headings.includes(anchor))).toEqual([]);
});
