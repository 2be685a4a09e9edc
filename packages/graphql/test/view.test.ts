import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

const VIEW = "view { id name sharing version filter count owner { name } tickets(first: 5) { edges { node { id } } } }";

test("a view is saved with a nested filter, counted, shared by those who may, and taken away", async () => {
  const late = await fresh({ priority: "URGENT", tags: ["late"] });
  await fresh({ priority: "URGENT" });
  const filter = { or: [{ tags: ["late"] }, { not: { priority: ["URGENT", null].filter(Boolean) } }], and: null };
  const { view, errors } = await run("createView", { name: "Late", filter }, VIEW);
  expect(errors).toEqual([]);
  expect(view).toMatchObject({ name: "Late", sharing: "PRIVATE", count: null, owner: { name: "Ada" } });
  expect(view.tickets.edges).toEqual([{ node: { id: late.id } }]);

  expect(await run("recountTickets", {}, "done left", "admin")).toMatchObject({ done: true, left: 0 });
  const { data } = await as.ada(
    "{ views { edges { node { name count } } } ticketCounts { byStatus { status count } } }",
  );
  expect(data.views.edges).toEqual([{ node: { name: "Late", count: 1 } }]);
  expect(data.ticketCounts.byStatus).toContainEqual({ status: "NEW", count: 2 });

  expect((await run("changeView", { viewId: view.id, sharing: "ALL" }, VIEW)).codes).toEqual(["FORBIDDEN"]);
  expect(
    (await run("changeView", { viewId: view.id, name: "Later", expectedVersion: view.version }, VIEW)).view,
  ).toMatchObject({
    name: "Later",
    filter: { or: [{ tags: ["late"] }, { not: { priority: ["URGENT"] } }] },
  });
  expect((await run("removeView", { viewId: view.id }, "viewId")).viewId).toBe(view.id);
  expect((await as.ada(`{ view(id: "${view.id}") { id } node(id: "${view.id}") { id } }`)).data).toEqual({
    view: null,
    node: null,
  });
});

test("a filter that is none is refused where it stands, and customers count nothing", async () => {
  const { errors } = await run("createView", { name: "x", filter: { or: [] } }, VIEW);
  expect(errors).toMatchObject([{ __typename: "ValidationError", path: ["or"] }]);
  expect((await as.eve("{ ticketCounts { byStatus { count } } }")).codes).toEqual(["FORBIDDEN"]);
});
