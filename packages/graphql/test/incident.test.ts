import * as Ticket from "@switchboard/core/ticket";
import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

test("a major incident is declared, led, told to the customers in it, and ended with their tickets", async () => {
  const feels = await fresh({ kind: "INCIDENT" });
  const declared = await run(
    "declareMajorIncident",
    {
      title: "Payments fail",
      severity: "SEV1",
      problem: { open: { customerId: t.ids.eve, text: "I cannot pay." } },
      audience: { tiers: ["VIP"], text: "Whoever pays by card" },
      roles: [{ role: "SCRIBE", agentId: t.ids.ada }],
      text: "Looking into it.",
    },
    "majorIncident { id status severity owner { id } audience { tiers companyIds text } roles { role agent { name } } problem { id kind } }",
    "admin",
  );
  const { id, problem, ...rest } = declared.majorIncident;
  expect(rest).toEqual({
    status: "INVESTIGATING",
    severity: "SEV1",
    owner: { id: t.ids.admin },
    audience: { tiers: ["VIP"], companyIds: [], text: "Whoever pays by card" },
    roles: [{ role: "SCRIBE", agent: { name: "Ada" } }],
  });
  await Ticket.link(t.as("ada"), { ticketId: feels.id, kind: "CAUSED_BY", otherId: problem.id });
  const update = { incidentId: id, status: "IDENTIFIED", text: "Bob cut the cable.", public: false };
  expect((await run("postIncidentUpdate", update, "majorIncident { status }", "admin")).majorIncident.status).toBe(
    "IDENTIFIED",
  );
  const PUBLIC =
    "{ title status severity audience { text } owner { id } timeline { edges { node { status text actor { id } } } } }";
  const asked = `query ($id: ID!) { ticket(id: $id) { majorIncident ${PUBLIC} } }`;
  const { data, errors } = await as.eve(asked, { id: feels.id });
  expect(errors).toEqual([]);
  expect(data.ticket.majorIncident).toEqual({
    title: "Payments fail",
    status: "IDENTIFIED",
    severity: null,
    audience: null,
    owner: null,
    timeline: {
      edges: [
        { node: { status: "INVESTIGATING", text: "Looking into it.", actor: null } },
        { node: { status: "INVESTIGATING", text: null, actor: null } },
      ],
    },
  });
  const desk = await as.ada(
    "{ majorIncidents { edges { node { id version incidentCounts { total byTier { tier count } } incidents { edges { node { id } } } } } } }",
  );
  expect(desk.data.majorIncidents.edges).toMatchObject([
    { node: { id, incidentCounts: { total: 1 }, incidents: { edges: [{ node: { id: feels.id } }] } } },
  ]);
  const ended = await run(
    "resolveMajorIncident",
    { incidentId: id, text: "Payments work again." },
    "majorIncident { status } resolvedIds skipped { id reason }",
    "admin",
  );
  expect(ended).toEqual({ majorIncident: { status: "RESOLVED" }, resolvedIds: [feels.id], skipped: [], errors: [] });
  const node = await as.eve("query ($id: ID!) { node(id: $id) { ... on MajorIncident { status } } }", { id });
  expect(node.data.node).toEqual({ status: "RESOLVED" });
});

test("what cannot be done is told where it stands in the input", async () => {
  const { id } = await fresh();
  const input = { title: "T", severity: "SEV2", problem: { problemId: id } };
  expect((await run("declareMajorIncident", input, "majorIncident { id }", "admin")).errors).toMatchObject([
    { __typename: "ValidationError", path: ["problemId"] },
  ]);
  expect((await as.eve("{ majorIncidents { edges { node { id } } } }")).data.majorIncidents.edges).toEqual([]);
});
