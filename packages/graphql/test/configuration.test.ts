import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run } = mutator(t);

const set = async (name: string, input: object) =>
  (await run(name, { ...input }, "workspace { id }", "admin")).errors as readonly { path: string[] }[];
const read = async (fields: string) => (await as.ada(`{ workspace { ${fields} } }`)).data.workspace;

test("a company's fields, statuses, categories and teams are defined, read by agents, and taken away again", async () => {
  const option = { value: "red", label: "Red", retired: null };
  expect(
    await set("defineField", { on: "TICKET", key: "colour", label: "Colour", type: "ENUM", options: [option] }),
  ).toEqual([]);
  const when = { key: "colour", in: ["red"] };
  await set("defineField", { on: "TICKET", key: "shade", label: "Shade", type: "TEXT", kinds: ["TASK"], when });
  const status = { key: "fraud", category: "OPEN", label: "Fraud check", customerLabel: "In progress" };
  expect(await set("defineStatus", status)).toEqual([]);
  await set("defineCategory", { key: "bikes", label: "Bikes" });
  expect(await set("defineCategory", { key: "gears", label: "Gears", parent: "bikes" })).toEqual([]);
  expect(await set("defineTeam", { key: "workshop", label: "Workshop" })).toEqual([]);
  expect(
    await read(
      "fields { key type options { value retired } kinds requiredOnResolve when { key in } } statuses { key category label customerLabel retired } categories { key parent } teams { key label }",
    ),
  ).toEqual({
    fields: [
      {
        key: "colour",
        type: "ENUM",
        options: [{ value: "red", retired: false }],
        kinds: null,
        requiredOnResolve: false,
        when: null,
      },
      { key: "shade", type: "TEXT", options: [], kinds: ["TASK"], requiredOnResolve: false, when },
    ],
    statuses: [{ ...status, retired: false }],
    categories: [
      { key: "bikes", parent: null },
      { key: "gears", parent: "bikes" },
    ],
    teams: [{ key: "workshop", label: "Workshop" }],
  });
  expect(await set("removeField", { on: "TICKET", key: "colour" })).toMatchObject([{ path: ["key"] }]);
  await set("removeField", { on: "TICKET", key: "shade" });
  for (const [name, key] of [
    ["removeStatus", "fraud"],
    ["removeCategory", "gears"],
    ["removeTeam", "workshop"],
  ] as const) {
    expect(await set(name, { key })).toEqual([]);
    expect(await set(name, { key })).toMatchObject([{ path: ["key"] }]);
  }
  expect(await read("statuses { key } teams { key }")).toEqual({ statuses: [], teams: [] });
});

test("what a kind is called, and which priority follows from what, is the workspace's to say", async () => {
  expect(await set("changeKindSettings", { kind: "TASK", label: "To do", parentGuard: "WARN" })).toEqual([]);
  const cells = [{ impact: "LOW", urgency: "LOW", priority: "HIGH" }];
  expect(await set("changePriorityMatrix", { cells })).toEqual([]);
  const { kinds, matrix } = await read("kinds { kind label enabled parentGuard } matrix { impact urgency priority }");
  expect(kinds).toHaveLength(7);
  expect(kinds).toContainEqual({ kind: "TASK", label: "To do", enabled: true, parentGuard: "WARN" });
  expect(matrix).toHaveLength(9);
  expect(matrix).toContainEqual(cells[0]);
  expect(await set("changeKindSettings", { kind: "QUESTION", enabled: false })).toMatchObject([{ path: ["enabled"] }]);
});

test("an agent's teams are those there are", async () => {
  await set("defineTeam", { key: "night", label: "Night shift" });
  const enter = async (teams: string[]) =>
    run("changeAgentTeams", { agentId: t.ids.ada, teams }, "agent { teams }", "admin");
  expect(await enter(["night"])).toEqual({ errors: [], agent: { teams: ["night"] } });
  expect((await enter(["day"])).errors).toMatchObject([{ __typename: "ValidationError", path: ["teams"] }]);
});
