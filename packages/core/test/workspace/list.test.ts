import { expect, test } from "vitest";
import type { TablePort } from "../../src/port/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

test("every workspace is listed with the commit that makes it, over as many pages as that takes", async () => {
  const f = await makeDesk("main");
  await makeDesk("globex", { table: f.table });
  const small: TablePort = { ...f.table, query: (q) => f.table.query({ ...q, limit: 1 }) };
  expect(await Workspace.workspaces(small)).toEqual(["globex", "main"]);
});

test("making sure of a workspace makes it once, and lists one that an older release did not", async () => {
  const f = await makeDesk("main");
  await f.table.write({ kind: "delete", key: { pk: "platform#workspaces", sk: "main" } });
  expect(await Workspace.workspaces(f.table)).toEqual([]);
  expect(await Workspace.ensure(f.system, { name: "Again" })).toBe(false);
  expect(await Workspace.workspaces(f.table)).toEqual(["main"]);
  expect((await Workspace.get(f.system)).name).toBe("Northwind");
  const fresh = f.as({ kind: "system", workspaceId: "fresh", name: "t" });
  expect(await Workspace.ensure(fresh, { name: "Fresh" })).toBe(true);
  expect(await codeOf(Workspace.ensure(f.agent, { name: "X" }))).toBe("FORBIDDEN");
});
