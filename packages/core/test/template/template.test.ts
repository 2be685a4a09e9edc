import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { checkSource, renderSource } from "../../src/liquid/index.ts";
import * as Template from "../../src/template/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";

useEngine();

const define = (f: Fixture, text: string, more: Partial<Workspace.TemplateBody> = {}) =>
  Workspace.defineTemplate(f.admin, { key: "t", name: "T", bodies: [{ locale: "en", text, ...more }] });
const says = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (e: Error) => e.message,
  );
const preview = (f: Fixture, text: string, more: Partial<Template.PreviewInput> = {}) =>
  Template.previewTemplate(f.agent, { source: { text }, ...more });

describe("a template that is saved", () => {
  test.each([
    ["no Liquid", "a\n{% if %}", /^Line 2: /],
    ["a variable there is not", "a\n\n{{ customer.nmae }}", /^Line 3: there is no variable `customer\.nmae`/],
    ["a group by itself", "{{ customer }}", /`customer`/],
    ["a computed variable", "{{ customer[ticket.subject] }}", /no variable/],
    ["something of an entry there is not", "{% for e in history %}{{ e.secret }}{% endfor %}", /`e\.secret`/],
    ["another's variable", "{{ env }}", /`env`/],
    ["a list that goes too deep", "{{ history[0].text.more }}", /no variable/],
    ["leaving out the escaping", "{{ customer.name | raw }}", /raw/],
  ])("is refused with its line: %s", async (_, text, expected) => {
    const f = await makeDesk();
    expect(await says(define(f, text))).toMatch(expected);
    expect(await says(define(f, "fine", { html: text }))).toMatch(expected);
  });

  test("may name every variable there is, of lists and by another name too", async () => {
    const f = await makeDesk();
    const all = Workspace.TEMPLATE_VARIABLES.filter(({ path }) => !path.startsWith("history"))
      .map(({ path }) => `{{ ${path} }}`)
      .join("\n");
    const listed = "{% for e in history %}{{ forloop.index }}{{ e.author }}{{ e.at }}{{ e.text }}{% endfor %}";
    const named = "{% assign last = history | first %}{{ last.text }}{{ history.size }}{{ history[0].text }}";
    expect(await codeOf(define(f, `${all}${listed}${named}`))).toBe("done");
  });

  test("is a version; it goes only when no address and no macro uses it", async () => {
    const f = await makeDesk();
    const { object } = await define(f, "Hello");
    expect(object.configVersion).toBe((await Workspace.get(f.admin)).configVersion);
    const acknowledge = (open: string | null) =>
      Workspace.changeAddress(f.admin, { address: SUPPORT, acknowledgement: open === null ? null : { open } });
    expect(await codeOf(acknowledge("nothing"))).toBe("VALIDATION");
    expect(await codeOf(acknowledge("builtin.acknowledgement"))).toBe("done");
    await acknowledge("t");
    const remove = () => Workspace.removeTemplate(f.admin, { key: "t" });
    expect(await says(remove())).toContain(SUPPORT);
    await acknowledge(null);
    await Workspace.defineMacro(f.admin, { key: "m", name: "M", template: "t" });
    expect(await says(remove())).toContain('"m"');
    await Workspace.removeMacro(f.admin, { key: "m" });
    await remove();
    expect((await Workspace.config(f.admin)).templates).toEqual([]);
    expect(await codeOf(remove())).toBe("VALIDATION");
  });

  test("says it in each language once, in 64 KB altogether", async () => {
    const f = await makeDesk();
    const bodies = (...locales: string[]) => locales.map((locale) => ({ locale, text: "x".repeat(16_000) }));
    const save = (...locales: string[]) =>
      Workspace.defineTemplate(f.admin, { key: "t", name: "T", bodies: bodies(...locales) });
    expect(await codeOf(save("de", "DE"))).toBe("VALIDATION");
    expect(await codeOf(save("de", "en", "fr", "es", "it"))).toBe("VALIDATION");
    expect(await codeOf(save())).toBe("VALIDATION");
    expect(await codeOf(save("de", "en", "fr"))).toBe("done");
  });

  test("together they are read back whole, however many bytes a letter has", async () => {
    const f = await makeDesk();
    const body = { locale: "ja", text: "日".repeat(5_000) };
    const save = (i: number) => Workspace.defineTemplate(f.admin, { key: `t${i}`, name: "T", bodies: [body] });
    let last = "done";
    for (let i = 0; last === "done" && i < 40; i++) last = await codeOf(save(i));
    expect(last).toBe("LIMIT");
    const { templates } = await Workspace.config(f.over(f.table).as(f.admin.actor));
    expect(templates.length).toBeGreaterThan(20);
    expect(templates.every(({ bodies }) => bodies[0]?.text === body.text)).toBe(true);
  }, 20_000);
});

describe("a preview", () => {
  test("is what the customer would read, with the version it was made by", async () => {
    const f = await makeDesk();
    await Customer.update(f.admin, { customerId: f.customerId, name: "Eve Example", locale: "de-AT" });
    await Customer.update(f.admin, { customerId: f.customerId, timeZone: "Asia/Tokyo" });
    await Agent.changeProfile(f.admin, { agentId: f.agentId, displayName: "Ada of Northwind" });
    const ticket = await f.openTicket({ subject: "Chain" });
    await Ticket.reply(f.agent, { ticketId: ticket.id, text: "Which gear?" });
    await Ticket.note(f.agent, { ticketId: ticket.id, text: "SECRET" });
    const source = {
      subject: "Re:\n{{ ticket.subject }}",
      text: "{{ customer.firstName }} {{ customer.email }} {{ customer.tier }} #{{ ticket.number }} {{ ticket.status }} {{ agent.displayName }} {{ workspace.name }} {{ address.name }}\n{{ ticket.createdAt | date: 'time' }}\n{% for e in history %}{{ e.author }}: {{ e.text }}\n{% endfor %}",
      html: "<p>{{ ticket.subject }}</p>",
    };
    const shown = await Template.previewTemplate(f.agent, { source, ticketId: ticket.id });
    expect(shown.subject).toBe("Re: Chain");
    expect(shown.text).toBe(
      "Eve eve@example.com STANDARD #1 Waiting for your answer Ada of Northwind Northwind Northwind Bikes\n18:00\ndesk: Which gear?\ncustomer: It slips on every climb.\n",
    );
    expect(shown.html).toBe("<p>Chain</p>");
    expect(shown.version).toBe((await Workspace.get(f.admin)).configVersion);
  });

  test("names unknown variables with path, line and part, and shows the rest", async () => {
    const f = await makeDesk();
    const source = { text: "Hi\n{{ customer.nmae }}!", subject: "{{ x }}" };
    const shown = await Template.previewTemplate(f.agent, { source });
    expect(shown).toMatchObject({ text: "Hi\n!", subject: "" });
    expect(shown.unknown).toEqual([
      { path: "x", line: 1, part: "subject" },
      { path: "customer.nmae", line: 2, part: "text" },
    ]);
  });

  test("shows no address to whoever may not read it, and no ticket", async () => {
    const f = await makeDesk();
    const narrow = {
      ...f.agent,
      grants: async () =>
        new Map([
          ["workspace:read", "all"],
          ["customer:read", "all"],
        ]),
    } as typeof f.agent;
    const ticket = await f.openTicket();
    const source = { text: "{{ customer.email }}" };
    const shown = await Template.previewTemplate(narrow, { source, customerId: f.customerId });
    expect(shown.text).toBe("e***@example.com");
    expect(await codeOf(Template.previewTemplate(narrow, { source, ticketId: ticket.id }))).toBe("FORBIDDEN");
    expect(await codeOf(Template.previewTemplate(f.customer, { source }))).toBe("FORBIDDEN");
    expect(await codeOf(Template.previewTemplate(f.agent, {}))).toBe("BAD_USER_INPUT");
    expect(await codeOf(Template.previewTemplate(f.agent, { template: "none" }))).toBe("NOT_FOUND");
    expect(await says(preview(f, "a\n{{ b"))).toMatch(/^Line 2/);
  });

  test("says by when an answer is promised, in the words of the language", async () => {
    const f = await makeDesk();
    const policy = { key: "p", label: "P", targets: [{ metric: "FIRST_RESPONSE" as const, minutes: 240 }] };
    await Workspace.configureRouting(f.admin, { slaPolicies: [policy] });
    const { id: ticketId } = await f.openTicket();
    const text = "{{ answer.expectedWithin }} {{ answer.expectedBy | date: 'time' }}";
    expect((await preview(f, text, { ticketId, locale: "de" })).text).toBe("4 Stunden 13:00");
    await Ticket.reply(f.agent, { ticketId, text: "Done." });
    expect((await preview(f, text, { ticketId })).text).toBe(" ");
  });
});

describe("the language", () => {
  const bodies = ["en", "de", "pt", "zh-Hant", "fr-CA"].map((locale) => ({ locale }));
  test.each([
    ["pt-BR", "pt"],
    ["de-AT", "de"],
    ["zh-Hant-TW", "zh-Hant"],
    ["fr-FR", "fr-CA"],
    ["FR-ca", "fr-CA"],
    ["ja", "en"],
    [undefined, "en"],
  ])("for %s is %s", (wanted, expected) => {
    expect(Template.inLanguage(bodies, [wanted])?.locale).toBe(expected);
  });

  test("is the customer's, else the address's, else the first", () => {
    expect(Template.inLanguage(bodies, [undefined, "de-CH"])?.locale).toBe("de");
    expect(Template.inLanguage(bodies, ["pt", "de-CH"])?.locale).toBe("pt");
  });
});

test("every built-in template names only variables there are, and reads well without any", async () => {
  for (const { locale, text } of Object.values(Template.BUILTIN).flat()) {
    const checked = await checkSource(text, "TEXT");
    expect("variables" in checked && Workspace.unknownIn(checked.variables)).toEqual([]);
    const values = { ticket: { number: 7 }, workspace: { name: "Desk" } };
    const bare = await renderSource(text, { kind: "TEXT", values, shown: { locale, timeZone: "UTC" } });
    expect(bare).toMatch(/^\S[^\n]*\n\n\S[^\n]*\n\n[\s\S]*Desk\n$/);
    expect(bare).not.toMatch(/ {2}|\n{3}|null|undefined/);
  }
});
