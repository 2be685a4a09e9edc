import * as Access from "@switchboard/core/access";
import { expect, test } from "vitest";
import { answerOf, post } from "../call.ts";
import { testDesk } from "../desk.ts";
import { mutator } from "../mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);
const grants = [
  { permission: "ticket:read", scope: "TEAM" },
  { permission: "workspace:read_log", scope: "ALL" },
];

test("a role of the company's own is tried out, defined, given, and listed beside the seven", async () => {
  const simulate = `query ($define: RoleDraftInput) { simulateRole(define: $define) {
    looked affected { agent { name } gains { permission before after } loses { permission } } } }`;
  expect((await as.admin(simulate, { define: { key: "auditor", grants } })).data.simulateRole).toEqual({
    looked: 2,
    affected: [],
  });
  expect(
    await run("defineRole", { key: "auditor", label: "Auditor", grants }, "workspace { id }", "admin"),
  ).toMatchObject({ errors: [] });
  const given = { agentId: t.ids.ada, roles: ["REPRESENTATIVE"], customRoles: ["auditor"] };
  const { simulateRole } = (
    await as.admin(
      "query ($assign: RoleAssignmentDraftInput) { simulateRole(assign: $assign) { affected { gains { permission before after } loses { permission } } } }",
      { assign: given },
    )
  ).data;
  expect(simulateRole.affected).toEqual([
    { gains: [{ permission: "workspace:read_log", before: null, after: "ALL" }], loses: [] },
  ]);
  const fields = "agent { roles customRoles }";
  expect(await run("changeAgentRoles", given, fields, "admin")).toMatchObject({
    agent: { roles: ["REPRESENTATIVE"], customRoles: ["auditor"] },
  });
  const { roles } = (await as.ada("{ roles { key label builtIn grants { permission scope } } }")).data;
  expect(roles).toHaveLength(8);
  expect(roles.at(-1)).toEqual({ key: "auditor", label: "Auditor", builtIn: false, grants });
  t.clock.advance(31_000);
  const { viewer } = (await as.ada("{ viewer { impersonator { id } permissions { permission scope } } }")).data;
  expect(viewer.permissions).toContainEqual({ permission: "workspace:read_log", scope: "ALL" });
  expect(viewer.impersonator).toBeNull();
});

test("explainAccess says which rule decides, to oneself and, with the permission, of others", async () => {
  const { id } = await fresh();
  const query = `query ($permission: String!, $objectId: ID, $actor: AccessSubjectInput) {
    explainAccess(permission: $permission, objectId: $objectId, actor: $actor) {
      allowed rule says scope heldBy { role scope } grantedBy { role } } }`;
  const own = await as.ada(query, { permission: "ticket:redact", objectId: id });
  expect(own.data.explainAccess).toMatchObject({ allowed: false, rule: "NOT_HELD", scope: null, heldBy: [] });
  expect(own.data.explainAccess.grantedBy).toContainEqual({ role: "team_lead" });
  const actor = { kind: "CUSTOMER", id: t.ids.eve };
  const theirs = await as.admin(query, { permission: "ticket:read", objectId: id, actor });
  expect(theirs.data.explainAccess).toMatchObject({ allowed: true, rule: "OWN", scope: "OWN" });
  expect((await as.eve(query, { permission: "ticket:read", actor: { kind: "AGENT", id: t.ids.ada } })).codes).toEqual([
    "FORBIDDEN",
  ]);
  expect((await as.ada(query, { permission: "ticket:fly" })).codes).toEqual(["BAD_USER_INPUT"]);
});

test("the audit log is filtered, shows before and after, is verified, and leaves as JSON lines", async () => {
  const { id } = await fresh();
  await run("changeTicketPriority", { ticketId: id, priority: "URGENT", reason: "Stranded." }, "ticket { id }");
  const range = { from: "2026-11-02T09:00:00Z", to: "2026-11-02T10:00:00Z" };
  const filter = { subjectId: id, types: ["ticket.priority_changed"] };
  const { workspaceLog } = (
    await as.admin(
      `query ($from: DateTime!, $to: DateTime!, $filter: LogFilterInput) { workspaceLog(from: $from, to: $to, filter: $filter) {
        edges { node { type says subjectId actor { kind id } onBehalfOf { id } via { address } facts
          changes { field before after } verified } } pageInfo { hasNextPage } } }`,
      { ...range, filter },
    )
  ).data;
  expect(workspaceLog).toEqual({
    edges: [
      {
        node: {
          type: "ticket.priority_changed",
          says: "The priority changed.",
          subjectId: id,
          actor: { kind: "AGENT", id: t.ids.ada },
          onBehalfOf: null,
          via: null,
          facts: { priority: "URGENT", previous: "NORMAL" },
          changes: expect.arrayContaining([{ field: "priority", before: "NORMAL", after: "URGENT" }]),
          verified: true,
        },
      },
    ],
    pageInfo: { hasNextPage: false },
  });
  const { exportWorkspaceLog } = (
    await as.admin(
      "query ($from: DateTime!, $to: DateTime!, $filter: LogFilterInput) { exportWorkspaceLog(from: $from, to: $to, filter: $filter) { lines count } }",
      { ...range, filter },
    )
  ).data;
  expect(exportWorkspaceLog.count).toBe(1);
  expect(JSON.parse(exportWorkspaceLog.lines)).toMatchObject({ type: "ticket.priority_changed", verified: true });
});

test("whoever acts as somebody else is shown so, and named in what they do", async () => {
  const server = t.serve({ context: () => Access.impersonate(t.as("admin"), t.ids.ada) });
  const ask = async (query: string) => answerOf(await server.fetch(post({ query })));
  const { viewer } = (
    await ask("{ viewer { agent { id } impersonator { agent { name } } permissions { permission } } }")
  ).data;
  expect(viewer).toMatchObject({ agent: { id: t.ids.ada }, impersonator: { agent: { name: "Root" } } });
  expect(viewer.permissions).not.toContainEqual({ permission: "key:manage" });
});

test("a customer's personal data is masked without the permission, and a program is told so", async () => {
  const scopes = ["customer:read"];
  const server = t.serve({
    context: () => t.desk.as({ kind: "app", workspaceId: "main", appId: "app_x", scopes }),
  });
  const query = `{ customer(id: "${t.ids.eve}") { email personalShown identities { kind value } attributes } }`;
  expect((await answerOf(await server.fetch(post({ query })))).data.customer).toEqual({
    email: "e***@main.example",
    personalShown: false,
    identities: [{ kind: "EMAIL", value: "e***@main.example" }],
    attributes: {},
  });
  expect((await as.ada(query)).data.customer).toMatchObject({ email: "eve@main.example", personalShown: true });
});
