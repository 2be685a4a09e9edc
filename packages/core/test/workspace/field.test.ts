import { describe, expect, test } from "vitest";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const of = (type: Workspace.FieldType, more: Partial<Workspace.Field> = {}): Workspace.Field => ({
  on: "TICKET",
  key: "f",
  label: "F",
  type,
  ...more,
});
const COLOURS = {
  options: [
    { value: "red", label: "Red" },
    { value: "blue", label: "Blue" },
    { value: "grey", label: "Grey", retired: true },
  ],
};
const set = (field: Workspace.Field, value: Workspace.FieldValue, before?: Workspace.FieldValue) =>
  Workspace.changeValues([field], before === undefined ? {} : { f: before }, { f: value }, ["fields"]);

describe("a value is taken when it is one of its field's type, and refused by name otherwise", () => {
  test.each<[Workspace.Field, Workspace.FieldValue]>([
    [of("TEXT"), "NB-1"],
    [of("TEXT"), "x".repeat(1024)],
    [of("NUMBER"), -1.5],
    [of("BOOLEAN"), false],
    [of("ENUM", COLOURS), "red"],
    [of("MULTI_ENUM", COLOURS), ["red", "blue"]],
    [of("DATE"), "2028-02-29"],
    [of("CURRENCY"), { amount: "-12.5", currency: "EUR" }],
    [of("URL"), "https://shop.example/o/1"],
  ])("%j takes %j", (field, value) => {
    expect(set(field, value)).toEqual({ values: { f: value }, changed: ["f"] });
  });

  test.each<[Workspace.Field, Workspace.FieldValue]>([
    [of("TEXT"), ""],
    [of("TEXT"), "ä".repeat(513)],
    [of("TEXT"), 1],
    [of("NUMBER"), Number.NaN],
    [of("NUMBER"), "1"],
    [of("BOOLEAN"), "true"],
    [of("ENUM", COLOURS), "green"],
    [of("ENUM", COLOURS), "grey"],
    [of("MULTI_ENUM", COLOURS), []],
    [of("MULTI_ENUM", COLOURS), ["red", "red"]],
    [of("MULTI_ENUM", COLOURS), ["grey"]],
    [of("DATE"), "2027-02-29"],
    [of("DATE"), "02/11/2026"],
    [of("CURRENCY"), { amount: "1,5", currency: "EUR" }],
    [of("CURRENCY"), { amount: "1", currency: "EURO" }],
    [of("URL"), "javascript:alert(1)"],
    [of("URL"), "/o/1"],
  ])("%j refuses %j", (field, value) => {
    expect(() => set(field, value)).toThrow(expect.objectContaining({ code: "VALIDATION" }) as Error);
  });
});

test("a field that is none here is refused, with those there are named", () => {
  expect(() => Workspace.changeValues([of("TEXT")], {}, { frame: "x" }, ["fields"])).toThrow(/there are: f/);
});

test("an option that went away stays with what has it, and is chosen by nobody else", () => {
  const field = of("MULTI_ENUM", COLOURS);
  expect(set(field, ["grey", "red"], ["grey"]).values).toEqual({ f: ["grey", "red"] });
  expect(() => set(field, ["grey"], ["red"])).toThrow(/red, blue/);
});

test("a field that hangs on another is there only while that says so, and goes with it, also at third hand", () => {
  const kind = of("ENUM", { ...COLOURS, key: "a" });
  const middle = of("BOOLEAN", { key: "b", when: { key: "a", in: ["red"] } });
  const last = of("TEXT", { key: "c", when: { key: "b", in: [true] } });
  const fields = [kind, middle, last];
  const whole = Workspace.changeValues(fields, {}, { a: "red", b: true, c: "x" }, []).values;
  expect(whole).toEqual({ a: "red", b: true, c: "x" });
  expect(Workspace.changeValues(fields, whole, { a: "blue" }, [])).toEqual({
    values: { a: "blue" },
    changed: ["a", "b", "c"],
  });
  expect(() => Workspace.changeValues(fields, { a: "blue" }, { b: true }, [])).toThrow(/set that first/);
});

describe("defining fields", () => {
  const define = async (...fields: Workspace.Field[]) => {
    const f = await makeDesk();
    for (const field of fields.slice(0, -1)) await Workspace.defineField(f.admin, field);
    return codeOf(Workspace.defineField(f.admin, fields.at(-1) as Workspace.Field));
  };

  test.each<[string, string, Workspace.Field[]]>([
    ["a list to choose from", "done", [of("ENUM", COLOURS)]],
    ["the same again", "done", [of("TEXT"), of("TEXT")]],
    ["another label", "done", [of("TEXT"), of("TEXT", { label: "G" })]],
    ["another type for what there is", "VALIDATION", [of("TEXT"), of("NUMBER")]],
    ["options for a text", "VALIDATION", [of("TEXT", COLOURS)]],
    ["nothing to choose from", "VALIDATION", [of("ENUM")]],
    ["kinds on a customer", "VALIDATION", [of("TEXT", { on: "CUSTOMER", kinds: ["TASK"] })]],
    ["a condition on nothing", "VALIDATION", [of("TEXT", { when: { key: "g", in: [true] } })]],
    ["a condition on a text", "VALIDATION", [of("TEXT", { key: "g" }), of("TEXT", { when: { key: "g", in: ["x"] } })]],
    [
      "a condition nobody fulfils",
      "VALIDATION",
      [of("BOOLEAN", { key: "g" }), of("TEXT", { when: { key: "g", in: ["x"] } })],
    ],
    [
      "a circle of conditions",
      "VALIDATION",
      [
        of("BOOLEAN", { key: "g" }),
        of("BOOLEAN", { key: "h", when: { key: "g", in: [true] } }),
        of("BOOLEAN", { key: "g", when: { key: "h", in: [true] } }),
      ],
    ],
  ])("%s: %s", async (_, code, fields) => {
    expect(await define(...fields)).toBe(code);
  });

  test("stops at fifty on one owner", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 50; i++) await Workspace.defineField(f.admin, of("TEXT", { key: `k${i}` }));
    expect(await codeOf(Workspace.defineField(f.admin, of("TEXT")))).toBe("LIMIT");
    expect(await codeOf(Workspace.defineField(f.admin, of("TEXT", { on: "CUSTOMER" })))).toBe("done");
  });

  test("takes none away that another hangs on", async () => {
    const f = await makeDesk();
    await Workspace.defineField(f.admin, of("BOOLEAN", { key: "g" }));
    await Workspace.defineField(f.admin, of("TEXT", { when: { key: "g", in: [true] } }));
    expect(await codeOf(Workspace.removeField(f.admin, { on: "TICKET", key: "g" }))).toBe("VALIDATION");
    await Workspace.removeField(f.admin, { on: "TICKET", key: "f" });
    expect(await codeOf(Workspace.removeField(f.admin, { on: "TICKET", key: "g" }))).toBe("done");
    expect((await Workspace.config(f.admin)).fields).toEqual([]);
  });
});
