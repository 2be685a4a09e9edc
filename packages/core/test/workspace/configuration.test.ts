import { describe, expect, test } from "vitest";
import { history } from "../../src/table/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const config = (f: Fixture) => Workspace.config(f.admin);

describe("kinds and the matrix", () => {
  test("a kind is as it comes until something of it is changed, and what is not given stays", async () => {
    const f = await makeDesk();
    const before = Workspace.kindOf(await config(f), "TASK");
    expect(before).toEqual({ kind: "TASK", enabled: true, label: "Task", parentGuard: "NONE" });
    await Workspace.changeKind(f.admin, { kind: "TASK", parentGuard: "HARD" });
    await Workspace.changeKind(f.admin, { kind: "TASK", label: "To do" });
    expect(Workspace.kindOf(await config(f), "TASK")).toEqual({ ...before, label: "To do", parentGuard: "HARD" });
  });

  test("QUESTION stays, as mail opens it", async () => {
    const f = await makeDesk();
    expect(await codeOf(Workspace.changeKind(f.admin, { kind: "QUESTION", enabled: false }))).toBe("VALIDATION");
    expect(await codeOf(Workspace.changeKind(f.admin, { kind: "QUESTION", label: "Ask" }))).toBe("done");
  });

  test("the matrix is ITIL's until a cell is changed, each once", async () => {
    const f = await makeDesk();
    const { matrix } = await config(f);
    expect(matrix.HIGH).toEqual({ LOW: "NORMAL", MEDIUM: "HIGH", HIGH: "URGENT" });
    expect(matrix.MEDIUM).toEqual({ LOW: "LOW", MEDIUM: "NORMAL", HIGH: "HIGH" });
    expect(matrix.LOW).toEqual({ LOW: "LOW", MEDIUM: "LOW", HIGH: "NORMAL" });
    const cell = { impact: "LOW", urgency: "HIGH", priority: "URGENT" } as const;
    await Workspace.changeMatrix(f.admin, { cells: [cell] });
    const after = (await config(f)).matrix;
    expect(after).toEqual({ ...matrix, LOW: { ...matrix.LOW, HIGH: "URGENT" } });
    expect(await codeOf(Workspace.changeMatrix(f.admin, { cells: [cell, cell] }))).toBe("VALIDATION");
    expect(await codeOf(Workspace.changeMatrix(f.admin, { cells: [] }))).toBe("VALIDATION");
  });
});

describe("statuses", () => {
  const status = { key: "fraud", category: "OPEN", label: "Fraud check", customerLabel: "In progress" } as const;

  test("are defined, changed, retired and removed, and never move to another category", async () => {
    const f = await makeDesk();
    await Workspace.defineStatus(f.admin, status);
    await Workspace.defineStatus(f.admin, { ...status, label: "Fraud", retired: true });
    expect((await config(f)).statuses).toEqual([{ ...status, label: "Fraud", retired: true }]);
    expect(await codeOf(Workspace.defineStatus(f.admin, { ...status, category: "RESOLVED" }))).toBe("VALIDATION");
    await Workspace.removeStatus(f.admin, { key: "fraud" });
    expect((await config(f)).statuses).toEqual([]);
    expect(await codeOf(Workspace.removeStatus(f.admin, { key: "fraud" }))).toBe("VALIDATION");
  });

  test.each(["CLOSED", "SNOOZED", "MAYBE"])("belong to no category %s", async (category) => {
    const f = await makeDesk();
    const input = { ...status, category: category as "OPEN" };
    expect(await codeOf(Workspace.defineStatus(f.admin, input))).toBe("VALIDATION");
  });

  test("stop at fifty", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 50; i++) await Workspace.defineStatus(f.admin, { ...status, key: `s${i}` });
    expect(await codeOf(Workspace.defineStatus(f.admin, status))).toBe("LIMIT");
  });
});

describe("categories", () => {
  type Category = Workspace.Category;
  const at = (key: string, parent?: string, label = key): Category => ({ key, label, ...(parent ? { parent } : {}) });
  const chain = ["a", "b", "c", "d", "e"].map((key, i, keys) => at(key, keys[i - 1]));

  test.each<[string, string, readonly Category[]]>([
    ["one at the top", "done", [at("a")]],
    ["one below another", "done", [at("a"), at("b", "a")]],
    ["five levels", "done", chain],
    ["six levels", "LIMIT", [...chain, at("f", "e")]],
    ["a subtree moved too deep", "LIMIT", [...chain, at("x"), at("a", "x")]],
    ["below nothing that is there", "VALIDATION", [at("b", "a")]],
    ["below itself", "VALIDATION", [at("a"), at("a", "a")]],
    ["below what is below it", "VALIDATION", [at("a"), at("b", "a"), at("a", "b")]],
    ["a label that a sibling has", "ALREADY_EXISTS", [at("a", "", "Gears"), at("b", "", "gears")]],
    ["a label that a cousin has", "done", [at("a"), at("b"), at("c", "a", "Gears"), at("d", "b", "Gears")]],
    ["its own label again", "done", [at("a"), { ...at("a"), retired: true }]],
    ["a key that is none", "VALIDATION", [at("Gears and bells")]],
  ])("%s: %s", async (_, code, categories) => {
    const f = await makeDesk();
    for (const one of categories.slice(0, -1)) await Workspace.defineCategory(f.admin, one);
    expect(await codeOf(Workspace.defineCategory(f.admin, categories.at(-1) as Category))).toBe(code);
  });

  test("none is removed that others stand below", async () => {
    const f = await makeDesk();
    for (const one of chain.slice(0, 2)) await Workspace.defineCategory(f.admin, one);
    expect(await codeOf(Workspace.removeCategory(f.admin, { key: "a" }))).toBe("VALIDATION");
    await Workspace.removeCategory(f.admin, { key: "b" });
    expect(await codeOf(Workspace.removeCategory(f.admin, { key: "a" }))).toBe("done");
    expect(await codeOf(Workspace.removeCategory(f.admin, { key: "a" }))).toBe("VALIDATION");
  });

  test("of a long list an event names what differs, not the whole", async () => {
    const f = await makeDesk();
    for (const one of chain) await Workspace.defineCategory(f.admin, one);
    const last = (await history(f.system, Workspace.WORKSPACE_ID)).at(-1);
    expect(last?.payload).toMatchObject({ changed: "categories", before: [], after: [at("e", "d")] });
  });
});

test("a version from before these parts reads as if nothing of them had been set", async () => {
  const f = await makeDesk();
  const { kinds: _, matrix: __, statuses: ___, categories: ____, teams: _____, ...older } = Workspace.DEFAULT_CONFIG;
  const pk = `${f.system.workspaceId}#config#2`;
  await f.table.write({ kind: "put", row: { pk, sk: "C#000", _v: 1, s: JSON.stringify(older) } });
  const fresh = f.as(f.admin.actor);
  expect(await Workspace.config({ ...fresh, cache: { through: (_key, read) => read() } })).toEqual({
    ...Workspace.DEFAULT_CONFIG,
    ...older,
  });
});
