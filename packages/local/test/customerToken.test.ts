import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Platform } from "../src/index.ts";
import { start } from "./desk.ts";

type Sign = (claims: { readonly id: string; readonly [claim: string]: unknown }) => Promise<string>;

let platform: Platform;
let folder: string;
let customerToken: Sign;
beforeAll(async () => {
  platform = await start({ clock: "real" });
  const page = readFileSync(new URL("../../../docs/customer-tokens.md", import.meta.url), "utf8");
  const example = /```js\n(import .*?)```/s.exec(page)?.[1] ?? "";
  // Beside the packages, so that it finds what it imports.
  folder = mkdtempSync(fileURLToPath(new URL("../node_modules-example-", import.meta.url)));
  const file = join(folder, "example.mjs");
  writeFileSync(file, example);
  process.env["PRIVATE_JWK_FILE"] = platform.issuer.privateJwkFile;
  process.env["ISSUER"] = platform.issuer.issuer;
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { customerToken: Sign };
  customerToken = loaded.customerToken;
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(17);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await platform[Symbol.asyncDispose]();
});

async function ask(token: string, query: string, variables: object = {}) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query, variables });
  const answer = await fetch(platform.urls.graphql, { method: "POST", headers, body });
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path.
  return { status: answer.status, body: (await answer.json()) as any };
}
const OPEN = "mutation ($input: OpenTicketInput!) { openTicket(input: $input) { ticket { id } errors { message } } }";
const REGISTER = `mutation ($input: RegisterOperationInput!) { registerOperation(input: $input) { errors { message } } }`;

/** What the page may ask for those whom nobody knows yet. */
async function listed(name: string, document: string): Promise<void> {
  const { body } = await ask(platform.tokens.admin, REGISTER, { input: { name, document, anonymous: true } });
  expect(body.data.registerOperation.errors).toEqual([]);
}

const VIEWER = "{ viewer { actor { kind id } customer { id name email } permissions { permission scope } } }";

describe("the example of docs/customer-tokens.md, at the local platform", () => {
  test("lets a customer in, made by the first token", async () => {
    const eve = { id: "4711", email: "eve@acme.example", email_verified: true, name: "Eve" };
    const { body } = await ask(await customerToken(eve), VIEWER);
    expect(body.data.viewer).toMatchObject({
      actor: { kind: "CUSTOMER" },
      customer: { name: "Eve", email: "eve@acme.example" },
    });
  });

  test("lets a visitor in, who becomes a customer with what they began, and is a visitor no more", async () => {
    const id = "6f0b9f0e-3b5c-4a53-9d0e-0c5f3a3a7b11";
    const visitor = await customerToken({ id, anonymous: true });
    expect((await ask(visitor, VIEWER)).body.errors[0].extensions.code).toBe("FORBIDDEN");
    await listed("Viewer", VIEWER);
    await listed("Open", OPEN);
    const { actor, permissions } = (await ask(visitor, VIEWER)).body.data.viewer;
    expect(actor.kind).toBe("VISITOR");
    expect(permissions.every(({ scope }: { scope: string }) => scope === "OWN")).toBe(true);
    const input = { customerId: actor.id, subject: "Hi", text: "Anybody there?" };
    const opened = await ask(visitor, OPEN, { input });
    const { ticket } = opened.body.data.openTicket;
    const customer = await customerToken({ id: "4712", visitor: id });
    expect((await ask(customer, `{ ticket(id: "${ticket.id}") { id } }`)).body.data.ticket).toEqual(ticket);
    expect((await ask(visitor, VIEWER)).status).toBe(401);
    expect((await ask(await customerToken({ id, anonymous: true }), VIEWER)).status).toBe(401);
  });
});
