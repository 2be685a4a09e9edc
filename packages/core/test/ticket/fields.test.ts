import { beforeEach, describe, expect, test } from "vitest";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, everyRow, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const FIELDS: readonly Workspace.DefineFieldInput[] = [
  { on: "TICKET", key: "frame", label: "Frame number", type: "TEXT" },
  { on: "TICKET", key: "broken", label: "Broken", type: "BOOLEAN" },
  {
    on: "TICKET",
    key: "cause",
    label: "Cause",
    type: "ENUM",
    options: [
      { value: "wear", label: "Wear" },
      { value: "crash", label: "Crash" },
    ],
    when: { key: "broken", in: [true] },
    requiredOnResolve: true,
  },
  { on: "TICKET", key: "refund", label: "Refund", type: "CURRENCY", kinds: ["RETURN"], requiredOnResolve: true },
  { on: "CUSTOMER", key: "size", label: "Size", type: "NUMBER" },
];

let f: Fixture;
beforeEach(async () => {
  f = await makeDesk();
  for (const field of FIELDS) await Workspace.defineField(f.admin, field);
});

const change = (ticketId: string, values: Ticket.ChangeFieldsInput["values"]) =>
  Ticket.changeFields(f.agent, { ticketId, values });
const valuesOf = async (ticketId: string) =>
  Object.fromEntries((await Ticket.fields(f.agent, ticketId)).map(({ key, value }) => [key, value]));

describe("the fields of a ticket", () => {
  test("are set at opening and later, cleared with null, and those that hang on another go with it", async () => {
    const opened = await f.openTicket({ fields: { frame: "NB-1" } });
    expect(opened.fieldCount).toBe(1);
    const { object } = await change(opened.id, { broken: true, cause: "wear" });
    expect(object.fieldCount).toBe(3);
    expect(await valuesOf(opened.id)).toEqual({ frame: "NB-1", broken: true, cause: "wear" });
    expect((await change(opened.id, { broken: true })).entryIds).toEqual([]);
    await change(opened.id, { broken: false });
    expect(await valuesOf(opened.id)).toEqual({ frame: "NB-1", broken: false });
    const cleared = await change(opened.id, { frame: null, broken: null });
    expect(cleared.object).not.toHaveProperty("fieldCount");
    expect(await Ticket.fields(f.agent, opened.id)).toEqual([]);
  });

  test("an event names the keys for everybody on the bus, and what people wrote for nobody", async () => {
    const { id } = await f.openTicket();
    await change(id, { frame: "NB-SECRET" });
    const event = (await history(f.system, id)).at(-1);
    expect(event).toMatchObject({ type: "ticket.fields_changed", payload: { keys: ["frame"], count: 1 } });
    expect(event?.visibility).toBe("audit");
    expect(event?.raw.payload).not.toContain("SECRET");
    const onLists = (await everyRow()).filter((row) => JSON.stringify(row).includes("NB-SECRET"));
    expect(onLists.map(({ sk }) => (sk as { S: string }).S.slice(0, 2)).sort()).toEqual(["A#", "F"]);
  });

  test.each<[string, Ticket.ChangeFieldsInput["values"], readonly string[]]>([
    ["one there is not", { colour: "red" }, ["values", "colour"]],
    ["one of another kind", { refund: { amount: "1", currency: "EUR" } }, ["values", "refund"]],
    ["one of customers", { size: 54 }, ["values", "size"]],
    ["one whose condition does not hold", { cause: "wear" }, ["values", "cause"]],
    ["a value of another type", { frame: 5 }, ["values", "frame"]],
    ["a value to choose that is none", { broken: true, cause: "magic" }, ["values", "cause"]],
    ["nothing to clear", { colour: null }, ["values", "colour"]],
    ["a value that is no value", { frame: { a: 1 } as unknown as string }, ["values", "frame"]],
  ])("refuse %s, by name", async (_, values, path) => {
    const { id } = await f.openTicket();
    await expect(change(id, values)).rejects.toMatchObject({ code: "VALIDATION", issues: [{ path }] });
    expect(await valuesOf(id)).toEqual({});
  });

  test("refuse at opening what they refuse later, and open nothing then", async () => {
    const opening = f.openTicket({ fields: { frame: "" } });
    await expect(opening).rejects.toMatchObject({ code: "VALIDATION", issues: [{ path: ["fields", "frame"] }] });
    expect((await Ticket.listOfCustomer(f.agent, f.customerId)).edges).toEqual([]);
  });

  test("change no more once it is closed, and are not the customer's to read or write", async () => {
    const { id } = await f.openTicket({ fields: { frame: "NB-1" } });
    expect(await codeOf(Ticket.fields(f.customer, id))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.changeFields(f.customer, { ticketId: id, values: {} }))).toBe("FORBIDDEN");
    await Ticket.resolve(f.agent, { ticketId: id });
    await Ticket.close(f.agent, { ticketId: id });
    expect(await codeOf(change(id, { frame: "NB-2" }))).toBe("TRANSITION");
    expect(await valuesOf(id)).toEqual({ frame: "NB-1" });
  });
});

test("a value whose field or option went away, or whose kind has it no more, stays readable and is never taken again", async () => {
  const { id } = await f.openTicket({ kind: "RETURN", fields: { frame: "NB-1", broken: true, cause: "crash" } });
  const other = await f.openTicket();
  await Workspace.removeField(f.admin, { on: "TICKET", key: "frame" });
  const cause = { ...FIELDS[2], options: [{ value: "wear", label: "Wear" }] } as Workspace.DefineFieldInput;
  await Workspace.defineField(f.admin, cause);
  expect(await valuesOf(id)).toEqual({ frame: "NB-1", broken: true, cause: "crash" });
  expect((await Ticket.fields(f.agent, id)).find(({ key }) => key === "frame")?.field).toBeNull();
  expect(await codeOf(change(id, { frame: "NB-2" }))).toBe("VALIDATION");
  expect(await codeOf(change(other.id, { broken: true, cause: "crash" }))).toBe("VALIDATION");
  await change(id, { refund: { amount: "9.50", currency: "EUR" } });
  await Ticket.changeKind(f.agent, { ticketId: id, kind: "QUESTION" });
  expect(await valuesOf(id)).toMatchObject({ refund: { amount: "9.50" } });
  expect(await codeOf(change(id, { frame: null, refund: null }))).toBe("done");
  expect(await valuesOf(id)).toEqual({ broken: true, cause: "crash" });
});

describe("what resolving needs", () => {
  const resolving: Readonly<Record<string, (ticketId: string) => Promise<unknown>>> = {
    resolve: (ticketId) => Ticket.resolve(f.agent, { ticketId }),
    "an answer that resolves": (ticketId) => Ticket.reply(f.agent, { ticketId, text: "Done.", status: "RESOLVED" }),
  };

  test.each(Object.entries(resolving))(
    "%s names every field that is missing, and what is there passes",
    async (_, act) => {
      const { id } = await f.openTicket({ kind: "RETURN", fields: { broken: true } });
      await expect(act(id)).rejects.toMatchObject({
        code: "VALIDATION",
        issues: [{ path: ["fields", "cause"] }, { path: ["fields", "refund"] }],
      });
      expect((await Ticket.get(f.agent, id)).status).toBe("NEW");
      await change(id, { cause: "wear", refund: { amount: "9.50", currency: "EUR" } });
      expect(await codeOf(act(id))).toBe("done");
    },
  );

  test("is nothing for fields of other kinds, or whose condition does not hold", async () => {
    const { id } = await f.openTicket({ fields: { broken: false } });
    expect(await codeOf(Ticket.resolve(f.agent, { ticketId: id }))).toBe("done");
  });

  test("is asked only of what is being resolved: what is resolved already, or answered, passes", async () => {
    const { id } = await f.openTicket();
    await Ticket.resolve(f.agent, { ticketId: id });
    await change(id, { broken: true });
    for (const act of Object.values(resolving)) expect(await codeOf(act(id))).toBe("done");
    await Ticket.reopen(f.agent, { ticketId: id });
    expect(await codeOf(Ticket.reply(f.agent, { ticketId: id, text: "Soon." }))).toBe("done");
  });

  test("costs no read where no field is needed", async () => {
    await Workspace.removeField(f.admin, { on: "TICKET", key: "refund" });
    await Workspace.removeField(f.admin, { on: "TICKET", key: "cause" });
    const { id } = await f.openTicket({ fields: { frame: "NB-1" } });
    f.usage.length = 0;
    await Ticket.resolve(f.agent, { ticketId: id });
    expect(f.usage.map(({ call }) => call)).toEqual(["get", "get", "transact"]);
  });
});

test("a key that every object has already is no key, so no needed value is ever taken for there", async () => {
  const { id } = await f.openTicket();
  const field = { on: "TICKET", key: "constructor", label: "C", type: "TEXT", requiredOnResolve: true } as const;
  expect(await codeOf(Workspace.defineField(f.admin, field))).toBe("VALIDATION");
  expect(await codeOf(change(id, { constructor: null }))).toBe("VALIDATION");
});
