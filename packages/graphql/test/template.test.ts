import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);
const set = (name: string, input: object) => run(name, { ...input }, "workspace { id }", "admin");

test("templates and macros are written, previewed, applied and taken away", async () => {
  const bodies = [
    { locale: "en", text: "Hi {{ customer.firstName }}" },
    { locale: "de", subject: "Zu {{ ticket.number }}", text: "Hallo {{ customer.firstName }}" },
  ];
  expect((await set("defineTemplate", { key: "hi", name: "Hi", bodies })).errors).toEqual([]);
  const refused = await set("defineTemplate", { key: "no", name: "No", bodies: [{ locale: "en", text: "\n{{ x }}" }] });
  expect(refused.errors).toMatchObject([{ path: ["bodies", "0", "text"], message: expect.stringContaining("Line 2") }]);
  const actions = [{ tag: ["recall"] }, { assignToMe: true }, { changeStatus: { status: "OPEN" } }];
  expect((await set("defineMacro", { key: "m", name: "M", template: "hi", actions })).errors).toEqual([]);
  const { workspace } = (
    await as.ada(
      "{ workspace { templates { key bodies { locale subject } } macros { key kind template actions } templateVariables { path } } }",
    )
  ).data;
  expect(workspace.templates).toEqual([
    {
      key: "hi",
      bodies: [
        { locale: "en", subject: null },
        { locale: "de", subject: "Zu {{ ticket.number }}" },
      ],
    },
  ]);
  expect(workspace.macros).toMatchObject([
    {
      key: "m",
      kind: "REPLY",
      template: "hi",
      actions: [{ tag: { tags: ["recall"] } }, { assignToMe: {} }, { changeStatus: { status: "OPEN" } }],
    },
  ]);
  expect(workspace.templateVariables).toContainEqual({ path: "customer.firstName" });
  const { id } = await fresh();
  const preview = await as.ada(
    `query ($id: ID!) {
      previewTemplate(template: "hi", ticketId: $id, locale: "de-AT") { configVersion rendered { subject text locale } }
      source: previewTemplate(source: { text: "a {{ b }}" }) { rendered { text unknown { path line part } } }
      previewMacro(ticketId: $id, macro: "m") { missing rendered { text } macro { key } }
    }`,
    { id },
  );
  expect(preview.data).toMatchObject({
    previewTemplate: { rendered: { text: "Hallo Eve", locale: "de" } },
    source: { rendered: { text: "a ", unknown: [{ path: "b", line: 1, part: "TEXT" }] } },
    previewMacro: { missing: [], rendered: { text: "Hallo Eve" }, macro: { key: "m" } },
  });
  const applied = await run("applyMacro", { ticketId: id, macro: "m" }, "ticket { status tags }");
  expect(applied).toMatchObject({ errors: [], ticket: { status: "OPEN", tags: ["recall"] } });
  expect((await set("removeTemplate", { key: "hi" })).errors).toMatchObject([{ path: ["key"] }]);
  await set("removeMacro", { key: "m" });
  expect((await set("removeTemplate", { key: "hi" })).errors).toEqual([]);
});
