import type { Platform } from "../start.ts";
import * as api from "./api.ts";
import { chapter, expect, told } from "./print.ts";
import { ticketsOf } from "./tickets.ts";

const SIMULATE = `query($define: RoleDraftInput) { simulateRole(define: $define) { looked affected { agent { name } } } }`;
const DEFINE = `mutation($input: DefineRoleInput!) { defineRole(input: $input) { errors { code message } } }`;
const INVITE = `mutation($input: InviteAgentInput!) { inviteAgent(input: $input) { code agent { id } errors { code message } } }`;
const ACCEPT = `mutation { acceptInvitation(input: {}) { secret agent { status } errors { code message } } }`;
const EXPLAIN = `query($id: ID!) { explainAccess(permission: "ticket:redact", objectId: $id) { allowed rule says } }`;
const LOG = `query($from: DateTime!, $to: DateTime!, $filter: LogFilterInput) { workspaceLog(from: $from, to: $to, filter: $filter) {
  edges { node { actor { agent { name } } onBehalfOf { agent { name } } verified } } } }`;
const APP = `mutation($input: CreateAppInput!) { createApp(input: $input) { app { id } errors { code message } } }`;
const APP_KEY = `mutation($input: MintAppKeyInput!) { mintAppKey(input: $input) { secret errors { code message } } }`;
const OFFBOARD = `mutation($input: OffboardAgentInput!) { offboardAgent(input: $input) { agent { status } errors { code message } } }`;
const OWNER = `query($id: ID!) { ticket(id: $id) { assignee { name } } }`;

const GRANTS = [
  { permission: "workspace:read_log", scope: "ALL" },
  { permission: "ticket:read", scope: "ALL" },
];

/** Somebody joins the desk, works, is stood in for, and leaves; a program joins too. Every step is in the log. */
export async function people(platform: Platform): Promise<void> {
  chapter("People come and go, and programs");
  const admin = new api.Caller(platform, "admin");
  const lena = await joining(platform, admin);
  const [ticket] = await ticketsOf(admin);
  expect(ticket !== undefined, "there is no ticket");
  await permitted(platform, { admin, lena, ticketId: ticket.id });
  await program(platform, admin);
  await leaving(platform, { admin, lena, ticketId: ticket.id });
}

interface Lena {
  readonly id: string;
  readonly caller: api.Caller;
}

async function joining(platform: Platform, admin: api.Caller): Promise<Lena> {
  const define = { key: "auditor", grants: GRANTS };
  const { looked, affected } = await admin.ask<{ looked: number; affected: unknown[] }>(SIMULATE, { define });
  expect(affected.length === 0, "a new role changed somebody's rights");
  await admin.ask(DEFINE, { input: { ...define, label: "Auditor" } });
  told("a role of the company's own, tried out before it is saved", `${looked} people, nobody affected`);
  const input = { name: "Lena", email: "lena@tour.example", roles: ["REPRESENTATIVE"], customRoles: ["auditor"] };
  const { code, agent } = await admin.ask<{ code: string; agent: { id: string } }>(INVITE, { input });
  const invited = new api.Caller(platform, { credential: code });
  expect(
    (await invited.refusal("{ tickets { edges { cursor } } }")) === "FORBIDDEN",
    "who is invited may work already",
  );
  const { secret } = await invited.ask<{ secret: string }>(ACCEPT);
  told("Lena is invited by a code; until she accepts she may do nothing else", `${secret.slice(0, 12)}…`);
  return { id: agent.id, caller: new api.Caller(platform, { credential: secret }) };
}

interface Scene {
  readonly admin: api.Caller;
  readonly lena: Lena;
  readonly ticketId: string;
}

async function permitted(platform: Platform, { lena, ticketId }: Scene): Promise<void> {
  const why = await lena.caller.ask<{ allowed: boolean; rule: string; says: string }>(EXPLAIN, { id: ticketId });
  expect(!why.allowed && why.rule === "NOT_HELD", why.rule);
  told("may she blank an entry, and why not", why.says);
  const asLena = new api.Caller(platform, { credential: platform.tokens.admin, as: lena.id });
  await asLena.ask(api.NOTE, { input: { ticketId, text: "Lena is on the phone; noting this for her." } });
  const filter = { onBehalfOf: { kind: "AGENT", id: lena.id } };
  const range = { from: "2026-01-01T00:00:00Z", to: "2026-12-31T00:00:00Z" };
  const { edges } = await lena.caller.ask<{ edges: readonly { node: LogRow }[] }>(LOG, {
    ...range,
    filter: { ...filter, subjectId: ticketId },
  });
  const [line, ...more] = edges.map(({ node }) => node);
  expect(line !== undefined && more.length === 0 && line.verified, `${edges.length} lines`);
  expect(line.actor.agent.name !== "Lena" && line.onBehalfOf?.agent.name === "Lena", JSON.stringify(line));
  told("an admin acts as her: the log, verified, says who really did it", `${line.actor.agent.name} for Lena`);
}

interface LogRow {
  readonly actor: { readonly agent: { readonly name: string } };
  readonly onBehalfOf: { readonly agent: { readonly name: string } } | null;
  readonly verified: boolean;
}

async function program(platform: Platform, admin: api.Caller): Promise<void> {
  const { app } = await admin.ask<{ app: { id: string } }>(APP, { input: { name: "Shop", scopes: ["customer:read"] } });
  const { secret } = await admin.ask<{ secret: string }>(APP_KEY, { input: { appId: app.id, name: "tour" } });
  const shop = new api.Caller(platform, { credential: secret });
  const page = await shop.ask<{ edges: readonly { node: { email: string } }[] }>(
    "{ customers(first: 1) { edges { node { email } } } }",
  );
  const email = page.edges[0]?.node.email ?? "";
  expect(email.includes("***@"), `the app read ${email}`);
  told("an app with one scope reads customers, and how they are reached masked", email);
  const deep = `{ ${"customers { edges { node { tickets { edges { node { customer { ".repeat(5)}id${" }".repeat(35)} }`;
  const code = await shop.refusal(deep);
  expect(code === "COST_LIMIT", `a document of thirty levels was answered with ${code}`);
  told("a document that asks for everything of everybody", code);
}

async function leaving(platform: Platform, { admin, lena, ticketId }: Scene): Promise<void> {
  await admin.ask(api.ASSIGN, { input: { ticketId, assigneeId: lena.id } });
  await admin.ask(OFFBOARD, { input: { agentId: lena.id } });
  await platform.settle();
  const { assignee } = await admin.ask<{ assignee: unknown }>(OWNER, { id: ticketId });
  expect(assignee === null, "her ticket stayed with her");
  const code = await lena.caller.refusal("{ viewer { actor { id } } }");
  expect(code === "UNAUTHENTICATED", `her key is answered with ${code}`);
  told("Lena leaves: her tickets go back, her key is dead", code);
}
