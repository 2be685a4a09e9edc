import { describe, expect, test } from "vitest";
import * as Agent from "../../src/agent/index.ts";
import * as Attachment from "../../src/attachment/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { DAY, MINUTE, type Permission } from "../../src/kernel/index.ts";
import { faulty } from "../../src/testing/index.ts";
import { tick } from "../../src/tick/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { codeOf, type Fixture, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const app = (f: Fixture, ...scopes: Permission[]) => f.as({ kind: "app", workspaceId: "main", appId: "app_x", scopes });

describe("an app with few scopes", () => {
  test("that may only open does not speak as the desk, and its replay gives the same ticket", async () => {
    const f = await makeDesk();
    const ctx = app(f, "ticket:open");
    const input = { customerId: f.customerId, subject: "S", text: "T", idempotencyKey: "k" };
    expect(await codeOf(Ticket.open(ctx, { ...input, from: "AGENT" }))).toBe("FORBIDDEN");
    const first = await Ticket.open(ctx, input);
    expect((await Ticket.open(ctx, input)).object.id).toBe(first.object.id);
  });

  test("that may read the audit but no notes sees that there was a note, not what it says", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    await Ticket.note(f.agent, { ticketId: id, text: "internal words" });
    const seen = await Ticket.audit(app(f, "ticket:read", "ticket:read_audit"), id);
    expect(seen.edges[0]?.node.type).toBe("ticket.noted");
    expect(JSON.stringify(seen)).not.toContain("internal words");
  });

  test("that may answer but not resolve does not resolve by answering", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    const ctx = app(f, "ticket:read", "ticket:reply");
    expect(await codeOf(Ticket.reply(ctx, { ticketId: id, text: "R", status: "RESOLVED" }))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.reply(ctx, { ticketId: id, text: "R" }))).toBe("done");
  });

  test("gets things of the kind it may read only, whatever ids it asks for", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    expect(await Agent.getMany(app(f, "agent:read"), [id, f.customerId])).toEqual([null, null]);
  });
});

describe("a customer", () => {
  test("learns nothing from lists that are not theirs, not even how long they are", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 30; i++) await f.openTicket();
    const other = await Customer.upsert(f.system, { email: "other@example.com" });
    const ctx = f.as({ kind: "customer", workspaceId: "main", customerId: other.object.id });
    const nothing = { edges: [], pageInfo: { hasNextPage: false, scanLimited: false } };
    expect(await Ticket.unassigned(ctx, {}, { first: 2 })).toMatchObject(nothing);
    expect(await Ticket.workOfAgent(ctx, f.agentId, {}, { first: 2 })).toMatchObject(nothing);
    expect(await Ticket.listOfCustomer(ctx, f.customerId, {}, { first: 2 })).toMatchObject(nothing);
  });

  test("says neither how urgent it is nor where it belongs", async () => {
    const f = await makeDesk();
    const input = { customerId: f.customerId, subject: "S", text: "T" };
    expect(await codeOf(Ticket.open(f.customer, { ...input, priority: "URGENT" }))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.open(f.customer, { ...input, tags: ["vip"] }))).toBe("FORBIDDEN");
  });
});

describe("a cursor", () => {
  test("of one person's list does not open another's", async () => {
    const f = await makeDesk();
    for (let i = 0; i < 4; i++) await f.openTicket();
    const { pageInfo } = await Ticket.unassigned(f.agent, {}, { first: 2 });
    const page = { first: 2, after: pageInfo.endCursor ?? "" };
    expect(await codeOf(Ticket.myWork(f.agent, {}, page))).toBe("BAD_USER_INPUT");
  });
});

describe("a workspace", () => {
  test("refuses the hundred-and-first support address, and goes on working", async () => {
    const f = await makeDesk();
    for (let i = 1; i < 100; i++)
      await Workspace.addAddress(f.admin, { address: `a${i}@northwind.example`, name: "A" });
    const more = { address: "one-more@northwind.example", name: "A" };
    await expect(Workspace.addAddress(f.admin, more)).rejects.toMatchObject({ code: "LIMIT", details: { limit: 100 } });
    expect(await codeOf(f.openTicket())).toBe("done");
    expect(await codeOf(Workspace.removeAddress(f.admin, { address: "a1@northwind.example" }))).toBe("done");
    expect(await codeOf(Workspace.addAddress(f.admin, more))).toBe("done");
  });

  test("refuses a support address with a plus sign, and a name that is the platform's own", async () => {
    const f = await makeDesk();
    expect(await codeOf(Workspace.addAddress(f.admin, { address: "help+eu@northwind.example", name: "A" }))).toBe(
      "VALIDATION",
    );
    for (const workspaceId of ["platform", "X", "a#b", ""]) {
      const ctx = f.as({ kind: "system", workspaceId, name: "t" });
      expect(await codeOf(Workspace.create(ctx, { name: "N" }))).toBe("BAD_USER_INPUT");
    }
  });
});

describe("an admin", () => {
  test("does not change their own roles, so that one remains", async () => {
    const f = await makeDesk();
    const agentId = f.admin.actor.kind === "agent" ? f.admin.actor.agentId : "";
    expect(await codeOf(Agent.changeRoles(f.admin, { agentId, roles: ["trainer"] }))).toBe("VALIDATION");
  });

  test("who grants more than they hold is told what they lack", async () => {
    const f = await makeDesk();
    const ctx = app(f, "agent:manage");
    const input = { name: "X", email: "x@northwind.example", roles: ["quality_specialist"] as const };
    await expect(Agent.create(ctx, { ...input, roles: [...input.roles] })).rejects.toMatchObject({
      code: "FORBIDDEN",
      details: { permission: "ticket:read" },
    });
  });
});

test("a line break or a NUL in a line is a space; two keys that differ are never one", async () => {
  const f = await makeDesk();
  const { object } = await Ticket.open(f.agent, { customerId: f.customerId, subject: "Hi\r\nBcc: x\u0000", text: "T" });
  expect(object.subject).toBe("Hi Bcc: x ");
  const note = { ticketId: object.id, text: "x", idempotencyKey: "\ud800x" };
  expect(await codeOf(Ticket.note(f.agent, note))).toBe("VALIDATION");
});

test("an issuer that is no text is nobody's, not an error", async () => {
  const f = await makeDesk();
  expect(await Workspace.issuerOf(f.table, "\ud800")).toBeNull();
});

describe("stale versions", () => {
  test("are refused by every operation that takes one", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    expect(await codeOf(Ticket.addMessage(f.customer, { ticketId: id, text: "x", expectedVersion: 99 }))).toBe(
      "CONFLICT",
    );
    expect(await codeOf(Customer.upsert(f.agent, { email: "eve@example.com", name: "E", expectedVersion: 99 }))).toBe(
      "CONFLICT",
    );
  });
});

describe("an upload", () => {
  test("that is being swept is not taken up, and one that was taken up is not swept", async () => {
    const f = await makeDesk();
    const { attachmentId } = await Attachment.requestUpload(f.agent, {
      name: "a.png",
      contentType: "image/png",
      size: 3,
    });
    const file = await Attachment.find(f.system, attachmentId);
    await f.blobs.put(file?.blobKey ?? "", new Uint8Array(3), "image/png");
    f.clock.advance(DAY + MINUTE);
    const dying = f.over(
      faulty(f.table, ({ name, number }) => (name === "write" && number > 3 ? "before" : undefined)),
    );
    await Attachment.sweep(dying.as(f.system.actor), attachmentId).catch(() => null);
    const outcome = await codeOf(f.openTicket({ attachmentIds: [attachmentId] }));
    await tick(f.desk);
    expect([outcome, f.blobs.files.size, (await Attachment.find(f.system, attachmentId)) === null]).toEqual([
      "VALIDATION",
      0,
      true,
    ]);
  });

  test("that the table has no room to announce is refused, not half there", async () => {
    const f = await makeDesk();
    const full = f.over(faulty(f.table, ({ name }) => (name === "write" ? "throttle" : undefined)));
    const input = { name: "a.png", contentType: "image/png", size: 3 };
    expect(await codeOf(Attachment.requestUpload(full.as(f.agent.actor), input))).toBe("THROTTLED");
  });
});

test("what the table refuses as not allowed is told at once, not taken for a lost race", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  let tries = 0;
  const denied = Object.assign(new Error("not authorized"), {
    name: "AccessDeniedException",
    $metadata: { httpStatusCode: 400 },
  });
  const table = { ...f.table, transact: () => Promise.reject(Object.assign(denied, { tries: ++tries })) };
  await expect(Ticket.note(f.over(table).as(f.agent.actor), { ticketId: id, text: "x" })).rejects.toBe(denied);
  expect(tries).toBe(1);
});

test("a chain verifies while others write", async () => {
  const f = await makeDesk();
  const { id } = await f.openTicket();
  const writing = Promise.all(
    Array.from({ length: 20 }, (_, i) => Ticket.note(f.agent, { ticketId: id, text: String(i) })),
  );
  const reports = [];
  for (let i = 0; i < 20; i++) reports.push((await Ticket.verify(f.agent, id)).valid);
  await writing;
  expect(reports).not.toContain(false);
});
