import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DATE_STYLES, FILTERS, LIMITS } from "../../src/liquid/index.ts";
import { AUTOMATIC_REASONS } from "../../src/mail/index.ts";
import * as Template from "../../src/template/index.ts";
import { TEMPLATE_VARIABLES } from "../../src/workspace/index.ts";

const page = (name: string) => readFileSync(new URL(`../../../../docs/${name}.md`, import.meta.url), "utf8");
const templates = page("templates");
const running = templates.replace(/\s+/g, " ");

test("the guide to templates names every variable as the code has it, and no other", () => {
  const rows = TEMPLATE_VARIABLES.map(
    ({ path, kind, says, always }) => `| \`${path}\` | ${kind.toLowerCase()} | ${always ? "always" : ""} | ${says} |`,
  );
  const begin = templates.indexOf("| variable |");
  const table = templates.slice(begin, templates.indexOf("\n\n", begin)).split("\n").slice(2);
  expect(table).toEqual(rows);
});

test("and every filter, style of dates, language and limit", () => {
  expect(running).toContain(FILTERS.map((name) => `\`${name}\``).join(", "));
  expect(running).toContain(DATE_STYLES.map((name) => `\`${name}\``).join(", "));
  const locales = Template.BUILTIN["builtin.acknowledgement"].map(({ locale }) => locale);
  expect(running).toContain(locales.join(", "));
  for (const limit of [LIMITS.depth, LIMITS.renderMs, LIMITS.output / 1024]) expect(running).toContain(` ${limit} `);
});

test("the guide to mail says why nothing is answered, as the code does", () => {
  const rows = Object.entries(AUTOMATIC_REASONS).map(([reason, says]) => `| \`${reason}\` | ${says} |`);
  expect(page("mail")).toContain(rows.join("\n"));
});
