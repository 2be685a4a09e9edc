import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import * as Audit from "../../src/audit/index.ts";
import { HOUR } from "../../src/kernel/index.ts";
import { register as decideRegister } from "../../src/operation/decide.ts";
import * as Operation from "../../src/operation/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

let f: Fixture;
beforeEach(async () => {
  f = await makeDesk();
});

const DOCUMENT = "query Ä { workspace { name } }\n";
const HASH = createHash("sha256").update(DOCUMENT, "utf8").digest("hex");
const register = (extra: Partial<Operation.RegisterInput> = {}) =>
  Operation.register(f.admin, { name: "Desk", document: DOCUMENT, ...extra });
const names = async () => (await Operation.list(f.admin)).edges.map(({ node }) => node.name);
const log = async () => {
  const { edges } = await Audit.read(f.admin, { from: f.clock.now() - HOUR, to: f.clock.now() + HOUR });
  return edges
    .map(({ node }) => node)
    .filter(({ type }) => type.startsWith("workspace.operation"))
    .map(({ type, actor, facts }) => [type, actor.id, facts]);
};

test("a document is kept letter by letter, and found by the hash of its text", async () => {
  const made = await register();
  expect(made).toEqual({
    id: `sha256:${HASH}`,
    hash: HASH,
    name: "Desk",
    document: DOCUMENT,
    anonymous: false,
    registeredAt: f.clock.now(),
  });
  expect(await Operation.find(f.customer, HASH)).toEqual(made);
  expect(await Operation.find(f.customer, "0".repeat(64))).toBeNull();
  expect(await Operation.find(f.customer, "no hash")).toBeNull();
});

test("another workspace on the same table does not have it", async () => {
  const other = await makeDesk("other", { table: f.table });
  await register();
  expect(await Operation.find(other.admin, HASH)).toBeNull();
  expect(await codeOf(Operation.remove(other.admin, { operationId: `sha256:${HASH}` }))).toBe("NOT_FOUND");
});

test("registering it again changes its name and openness, and with the same nothing", async () => {
  await register();
  await register();
  f.clock.advance(HOUR);
  const again = await register({ name: "Help centre", anonymous: true });
  expect(again).toMatchObject({ name: "Help centre", anonymous: true, registeredAt: f.clock.now() - HOUR });
  expect(await names()).toEqual(["Help centre"]);
  expect(await Workspace.get(f.admin)).toMatchObject({ operations: 1 });
});

test("who registered what, and who took it away, is in the audit log", async () => {
  const { id } = await register({ anonymous: true });
  await Operation.remove(f.admin, { operationId: id });
  const admin = f.admin.actor.kind === "agent" ? f.admin.actor.agentId : "";
  expect(await log()).toEqual([
    ["workspace.operation_registered", admin, { hash: HASH, name: "Desk", anonymous: true }],
    ["workspace.operation_removed", admin, { hash: HASH, name: "Desk" }],
  ]);
});

test("what was taken away is neither found nor listed, and cannot be taken away twice", async () => {
  const { id } = await register();
  await register({ document: "{ __typename }", name: "Other" });
  expect(await Operation.remove(f.admin, { operationId: id })).toEqual({ id });
  expect(await Operation.find(f.admin, HASH)).toBeNull();
  expect(await names()).toEqual(["Other"]);
  expect(await codeOf(Operation.remove(f.admin, { operationId: id }))).toBe("NOT_FOUND");
});

test("the list is paged, in the order of registration", async () => {
  for (const n of [3, 1, 2]) {
    await register({ document: `{ a${n}: __typename }`, name: `Number ${n}` });
    f.clock.advance(1);
  }
  const first = await Operation.list(f.admin, { first: 2 });
  expect(first.edges.map(({ node }) => node.name)).toEqual(["Number 3", "Number 1"]);
  const second = await Operation.list(f.admin, { first: 2, after: first.pageInfo.endCursor ?? "" });
  expect(second.edges.map(({ node }) => node.name)).toEqual(["Number 2"]);
});

test("the same call again has one effect, also when others registered meanwhile", async () => {
  const made = await register({ idempotencyKey: "k" });
  await register({ document: "{ __typename }", name: "Other" });
  expect(await register({ idempotencyKey: "k" })).toEqual(made);
  expect(await Workspace.get(f.admin)).toMatchObject({ operations: 2 });
});

test("two that are registered at once are both there, and both counted", async () => {
  await Promise.all([1, 2, 3].map((n) => register({ document: `{ a${n}: __typename }`, name: `N${n}` })));
  expect(await Workspace.get(f.admin)).toMatchObject({ operations: 3 });
});

test("the version that changes of the configuration are decided on is left alone", async () => {
  const { version } = await Workspace.get(f.admin);
  await register();
  await Workspace.changeSettings(f.admin, { autoCloseDays: 9, expectedVersion: version });
});

test("a workspace has at most 500, and changing one of them is still possible", async () => {
  const full = { ...(await Workspace.get(f.admin)), operations: 500 };
  const wanted = { hash: HASH, name: "Desk", anonymous: false };
  expect(() => decideRegister(full, null, wanted)).toThrow("at most 500");
  const known = await register();
  expect(decideRegister(full, known, { ...wanted, name: "New" })).toHaveLength(2);
});

test.each([
  ["one that is too long", { document: `{ __typename } # ${"ä".repeat(4_096)}` }, "VALIDATION"],
  ["an empty one", { document: "" }, "VALIDATION"],
  ["one without a name", { name: "" }, "VALIDATION"],
])("%s is refused", async (_, input, code) => {
  expect(await codeOf(register(input))).toBe(code);
});

test("an id that is none is refused before anything is read", async () => {
  for (const operationId of ["", HASH, `sha256:${HASH.toUpperCase()}`, "sha256:1"])
    expect(await codeOf(Operation.remove(f.admin, { operationId }))).toBe("BAD_USER_INPUT");
});

test("only who may configure the workspace registers, removes and lists", async () => {
  for (const ctx of [f.agent, f.customer]) {
    expect(await codeOf(Operation.register(ctx, { name: "N", document: DOCUMENT }))).toBe("FORBIDDEN");
    expect(await codeOf(Operation.remove(ctx, { operationId: `sha256:${HASH}` }))).toBe("FORBIDDEN");
    expect(await codeOf(Operation.list(ctx))).toBe("FORBIDDEN");
  }
});
