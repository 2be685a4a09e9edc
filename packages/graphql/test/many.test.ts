import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator, TICKET } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);
const read = async (id: string, fields: string, who: "ada" | "eve" = "ada") =>
  (await as[who](`{ ticket(id: "${id}") { ${fields} } }`)).data.ticket;

const ERRORS = "errors { __typename code path }";
const bulk = async (ticketIds: readonly string[], change: object) =>
  run(
    "bulkChangeTickets",
    { ticketIds, change },
    `results { ticketId done ticket { status tags category } ${ERRORS} }`,
  );

test("a problem shows how far it reaches and takes its incidents along, naming those it leaves", async () => {
  const problem = await fresh({ kind: "PROBLEM" });
  const [one, other] = [await fresh({ kind: "INCIDENT" }), await fresh({ kind: "INCIDENT" })];
  for (const { id } of [one, other])
    await run("linkTickets", { ticketId: problem.id, kind: "CAUSES", otherId: id }, TICKET);
  const { incidents, incidentCounts } = await read(
    problem.id,
    "incidents(first: 1) { edges { node { id } } pageInfo { hasNextPage } } incidentCounts { total byTier { tier count } byStatus { status count } }",
  );
  expect(incidents).toEqual({ edges: [{ node: { id: one.id } }], pageInfo: { hasNextPage: true } });
  expect(incidentCounts).toMatchObject({ total: 2 });
  expect(incidentCounts.byTier).toContainEqual({ tier: "STANDARD", count: 2 });
  expect(incidentCounts.byStatus).toContainEqual({ status: "NEW", count: 2 });
  t.clock.advance(1_000);
  await run("addTicketNote", { ticketId: problem.id, text: "Fixed." }, TICKET);
  t.clock.advance(1_000);
  await run("addCustomerMessage", { ticketId: other.id, text: "Worse!" }, TICKET, "eve");
  const input = { problemId: problem.id, text: "It works again." };
  const answer = await run("resolveProblem", input, "problem { status } resolvedIds skipped { id reason message }");
  expect(answer).toMatchObject({
    errors: [],
    problem: { status: "RESOLVED" },
    resolvedIds: [one.id],
    skipped: [{ id: other.id, reason: "NEWER_MESSAGE" }],
  });
  expect(await read(one.id, "status")).toEqual({ status: "RESOLVED" });
  const refused = await run("resolveProblem", { problemId: one.id }, "problem { id } resolvedIds skipped { id }");
  expect(refused).toMatchObject({ problem: null, resolvedIds: [], skipped: [], errors: [{ path: ["problemId"] }] });
});

test("one change of many tickets answers for each, and refuses each for itself", async () => {
  const [one, other] = [await fresh(), await fresh()];
  const ids = [one.id, other.id];
  const results = async (change: object) => (await bulk(ids, change)).results as readonly object[];
  expect(await results({ tag: ["outage"] })).toMatchObject(
    ids.map(() => ({ done: true, ticket: { tags: ["outage"] } })),
  );
  expect(await results({ changeCategory: "cards" })).toMatchObject(ids.map(() => ({ ticket: { category: "cards" } })));
  expect(await results({ clearCategory: true })).toMatchObject(ids.map(() => ({ ticket: { category: null } })));
  for (const change of [
    { assign: t.ids.ada },
    { unassign: true },
    { untag: ["outage"] },
    { changePriority: { priority: "HIGH" } },
    { changeStatus: { status: "OPEN" } },
    { clearTeam: true },
    { resolve: true },
  ]) {
    expect(await results(change)).toMatchObject(ids.map((ticketId) => ({ ticketId, done: true, errors: [] })));
  }
  await bulk([one.id], { close: true });
  expect(await results({ tag: ["late"] })).toEqual([
    {
      ticketId: one.id,
      done: false,
      ticket: null,
      errors: [{ __typename: "TransitionError", code: "TRANSITION", path: ["ticketId"] }],
    },
    { ticketId: other.id, done: true, ticket: { status: "RESOLVED", tags: ["late"], category: null }, errors: [] },
  ]);
  expect(await results({ changeTeam: "nope" })).toMatchObject([
    { errors: [{ code: "TRANSITION" }] },
    { errors: [{ code: "VALIDATION", path: ["team"] }] },
  ]);
});

test("a bulk change of two things at once is refused by the schema, and of none by a typed error", async () => {
  const { id } = await fresh();
  expect((await bulk([id], { resolve: true, unassign: true })).codes).toEqual(["BAD_USER_INPUT"]);
  expect((await bulk([id], { resolve: false })).errors).toMatchObject([{ code: "VALIDATION", path: ["change"] }]);
  expect((await bulk([], { resolve: true })).errors).toMatchObject([{ code: "VALIDATION", path: ["ticketIds"] }]);
  expect(
    (await run("bulkChangeTickets", { ticketIds: [id], change: { resolve: true } }, "results { done }", "eve")).codes,
  ).toEqual(["FORBIDDEN"]);
});

test("near duplicates are suggested beside a ticket and before one is opened", async () => {
  const first = await fresh({ subject: "Gears grind loudly" });
  const again = await fresh({ subject: "Re: gears grind loudly!" });
  expect(await read(again.id, "possibleDuplicates { id }")).toEqual({ possibleDuplicates: [{ id: first.id }] });
  const query = "query ($of: ID!, $s: String!) { possibleDuplicates(customerId: $of, subject: $s) { id } }";
  const found = await as.eve(query, { of: t.ids.eve, s: "Gears grind" });
  expect(found.data.possibleDuplicates).toHaveLength(2);
  expect((await as.ada(query, { of: "nobody", s: "Gears" })).codes).toEqual(["BAD_USER_INPUT"]);
});
