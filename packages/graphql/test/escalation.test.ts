import * as Escalation from "@switchboard/core/escalation";
import * as Workspace from "@switchboard/core/workspace";
import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);
const system = t.desk.as({ kind: "system", workspaceId: "main", name: "test" });
await Workspace.defineTeam(system, { key: "engineering", label: "Engineering" });
await Workspace.configureRouting(system, {
  escalationPaths: [
    {
      key: "up",
      label: "Up",
      trigger: { kind: "MANUAL" },
      steps: [
        { afterMinutes: 0, to: { agentId: t.ids.admin }, actions: ["NOTIFY", "RAISE_PRIORITY"] },
        { afterMinutes: 60, to: { team: "engineering" }, actions: ["REASSIGN"] },
      ],
    },
  ],
});

const FIELDS = `id status cause reason path startsAt metric
  steps { done dueAt team actions agent { name } } acknowledgedBy { agent { name } } note endReason ticket { id priority }`;

test("a ticket is escalated, seen by whom it went to, and acknowledged", async () => {
  const { id } = await fresh();
  const { escalation } = await run(
    "escalateTicket",
    { ticketId: id, path: "up", reason: "Ten by now." },
    `escalation { ${FIELDS} }`,
  );
  expect(escalation).toMatchObject({
    status: "RUNNING",
    cause: "MANUAL",
    reason: "Ten by now.",
    metric: null,
    steps: [
      { done: true, team: null, actions: ["NOTIFY", "RAISE_PRIORITY"], agent: { name: "Root" } },
      { done: false, team: "engineering", actions: ["REASSIGN"], agent: null },
    ],
    acknowledgedBy: null,
    ticket: { id, priority: "HIGH" },
  });
  const mine = "{ myEscalations { edges { node { id } } } }";
  expect((await as.admin(mine)).data.myEscalations.edges).toEqual([{ node: { id: escalation.id } }]);
  expect((await as.ada(mine)).data.myEscalations.edges).toEqual([]);
  const again = await run("escalateTicket", { ticketId: id, path: "up" }, "escalation { id }");
  expect(again.errors).toMatchObject([{ __typename: "ConflictError", ids: [escalation.id] }]);
  const said = { escalationId: escalation.id, note: "On it." };
  expect((await run("acknowledgeEscalation", said, `escalation { ${FIELDS} }`, "admin")).escalation).toMatchObject({
    status: "ACKNOWLEDGED",
    acknowledgedBy: { agent: { name: "Root" } },
    note: "On it.",
  });
  const { data } = await as.ada(
    "query ($id: ID!) { ticket(id: $id) { escalations { edges { node { id status } } } } }",
    { id },
  );
  expect(data.ticket.escalations.edges).toEqual([{ node: { id: escalation.id, status: "ACKNOWLEDGED" } }]);
});

test("work is handed over with a time for it, and its customer finds nothing of it", async () => {
  const { id } = await fresh();
  const input = { ticketId: id, team: "engineering", text: "See the logs?", targetMinutes: 60 };
  const { ticket, task } = await run(
    "handOverTicket",
    input,
    "ticket { id links { kind ticket { id } } } task { id kind team { key } handOver { status target dueAt } }",
  );
  expect(task).toMatchObject({
    kind: "TASK",
    team: { key: "engineering" },
    handOver: { status: "RUNNING", target: "PT1H" },
  });
  expect(ticket.links).toEqual([{ kind: "CHILD", ticket: { id: task.id } }]);
  const { data } = await as.eve("query ($id: ID!) { ticket(id: $id) { id } tickets { edges { node { id } } } }", {
    id: task.id,
  });
  expect(data.ticket).toBeNull();
  expect(JSON.stringify(data.tickets)).not.toContain(task.id);
  expect((await Escalation.handOverOfTask(t.as("ada"), task.id))?.status).toBe("RUNNING");
  const moved = { ticketId: id, team: "engineering", text: "Yours.", mode: "REASSIGN" };
  expect(await run("handOverTicket", moved, "ticket { team { key } } task { id }")).toMatchObject({
    ticket: { team: { key: "engineering" } },
    task: null,
    errors: [],
  });
});
