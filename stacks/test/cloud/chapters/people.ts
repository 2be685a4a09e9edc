import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { expect } from "vitest";
import { act, type Done, mailIn, type Running, tickets } from "../desk.ts";
import { ask } from "../setup.ts";
import type { Chapter } from "./index.ts";

interface Answer {
  readonly data?: Readonly<Record<string, never>>;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** What somebody is answered: the data, or the code of the refusal. */
async function said({ cloud }: Running, credential: string, query: string): Promise<unknown> {
  const { data, errors } = (await ask(cloud, credential, query)) as Answer;
  return errors?.[0]?.extensions.code ?? data;
}

const VIEWER = "{ viewer { actor { kind } } }";

/** Invited, accepted, given work, gone: the work goes back by the rule that the deploy recorded. */
async function comingAndGoing(running: Running): Promise<void> {
  const person = { name: "Lena", email: "lena@acme.example", roles: ["REPRESENTATIVE"] };
  const { code, agent } = await act<Done & { code: string; agent: { id: string } }>(
    running,
    "inviteAgent",
    person,
    "code agent { id }",
  );
  expect(await said(running, code, "{ agents { edges { cursor } } }")).toBe("FORBIDDEN");
  const accepted = (await said(running, code, "mutation { acceptInvitation(input: {}) { secret } }")) as {
    acceptInvitation: { secret: string };
  };
  const { secret } = accepted.acceptInvitation;
  expect(await said(running, secret, VIEWER)).toEqual({ viewer: { actor: { kind: "AGENT" } } });
  await mailIn(running, { subject: "For Lena", from: "lena.asks@customer.example" });
  const [ticket] = await tickets(running);
  await act(running, "assignTicket", { ticketId: ticket?.id, assigneeId: agent.id });
  await act(running, "offboardAgent", { agentId: agent.id });
  const owner = `{ ticket(id: "${ticket?.id}") { assignee { id } } }`;
  expect(await running.graphql(owner)).toEqual({ ticket: { assignee: null } });
  expect(await said(running, secret, VIEWER)).toBe("UNAUTHENTICATED");
}

/** An app sees as much as its scopes say, and no more often than its budget. */
async function anApp(running: Running): Promise<void> {
  const { app } = await act<Done & { app: { id: string } }>(
    running,
    "createApp",
    { name: "Shop", scopes: ["customer:read"] },
    "app { id }",
  );
  const { secret } = await act<Done & { secret: string }>(running, "mintAppKey", { appId: app.id }, "secret");
  const customers = "{ customers(first: 1) { edges { node { email } } } }";
  expect(JSON.stringify(await said(running, secret, customers))).toMatch(/"\w\*\*\*@/);
  // Refused field by field, and paid for all the same: 4,500 of the 300,000 points that a caller has a minute.
  const log = 'exportWorkspaceLog(from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z") { count }';
  const query = `{ ${Array.from({ length: 9 }, (_, i) => `a${i}: ${log}`).join(" ")} }`;
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  const statuses: number[] = [];
  for (let i = 0; i < 100 && !statuses.includes(429); i++) {
    const answer = await running.cloud.fetch("/graphql", { method: "POST", headers, body: JSON.stringify({ query }) });
    statuses.push(answer.status);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    if (answer.status === 429) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    await answer.text();
  }
  expect(statuses.at(-1)).toBe(429);
  expect(statuses.length).toBeGreaterThan(65);
}

/** Somebody whom nobody knows runs what is listed for them, and nothing else. */
async function aVisitor(running: Running): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "shop-1", alg: "EdDSA", use: "sig" };
  const issuer = "https://shop.acme.example";
  await act(running, "trustIssuer", { issuer, audience: "desk", for: "CUSTOMERS", keys: [jwk] });
  const token = await new SignJWT({ anonymous: true })
    .setProtectedHeader({ alg: "EdDSA", typ: "customer+jwt", kid: "shop-1" })
    .setIssuer(issuer)
    .setAudience("desk")
    .setSubject("visitor-0001-of-the-shop")
    .setIssuedAt()
    .setExpirationTime("10 minutes")
    .sign(privateKey);
  expect(await said(running, token, VIEWER)).toBe("FORBIDDEN");
  await act(running, "registerOperation", { name: "Viewer", document: VIEWER, anonymous: true });
  expect(await said(running, token, VIEWER)).toEqual({ viewer: { actor: { kind: "VISITOR" } } });
}

export const people: Chapter = {
  name: "people join and leave, apps keep to their scopes and budgets, visitors to what is listed, and the log says who and nothing secret",
  async tell(running) {
    await comingAndGoing(running);
    await anApp(running);
    await aVisitor(running);
    const log = running.cloud.log("api");
    expect(log).toContain('"actor":"agent:agt_');
    expect(log).not.toMatch(/swb_(?:agent|app|invite|claim)_|eyJ|@customer\.example/);
  },
};
