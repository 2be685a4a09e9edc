import { describe, expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { codeOf, everyRow, type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { mail, merge, somebody, unmerge } from "../support/people.ts";

useEngine();

const write = (f: Fixture, text: string, customerId = f.customerId) => Customer.note(f.agent, { customerId, text });
const textsOf = async (f: Fixture, customerId = f.customerId) =>
  (await Customer.notes(f.agent, customerId)).edges.map(({ node }) => node.text);

describe("notes about a customer", () => {
  test("are read newest first, page by page, with who wrote them", async () => {
    const f = await makeDesk();
    for (const text of ["one", "two", "three"]) await write(f, text);
    const { edges, pageInfo } = await Customer.notes(f.agent, f.customerId, { first: 2 });
    expect(edges.map(({ node }) => node)).toMatchObject([
      { text: "three", customerId: f.customerId, actor: { kind: "agent", id: f.agentId }, at: f.clock.now() },
      { text: "two" },
    ]);
    const rest = await Customer.notes(f.agent, f.customerId, { first: 2, after: pageInfo.endCursor ?? "" });
    expect(rest.edges.map(({ node }) => node.text)).toEqual(["one"]);
  });

  test("are for staff alone: neither the customer nor an app without the permission sees them", async () => {
    const f = await makeDesk();
    await write(f, "secret");
    const app = f.as({ kind: "app", workspaceId: "main", appId: "app_x", scopes: ["customer:read"] });
    for (const ctx of [f.customer, app]) {
      expect(await codeOf(Customer.notes(ctx, f.customerId))).toBe("FORBIDDEN");
      expect(JSON.stringify(await Customer.get(ctx, f.customerId))).not.toContain("secret");
    }
    expect(await codeOf(Customer.note(f.customer, { customerId: f.customerId, text: "x" }))).toBe("FORBIDDEN");
  });

  test("of everybody merged show together, each with whom it was written about, and part again", async () => {
    const f = await makeDesk();
    const zoe = await somebody(f, mail("zoe@example.com"));
    await write(f, "eve 1");
    f.clock.advance(1);
    await write(f, "zoe 1", zoe.id);
    await merge(f, f.customerId, zoe.id);
    await write(f, "both 1");
    expect(await textsOf(f)).toEqual(["both 1", "zoe 1", "eve 1"]);
    expect(await textsOf(f, zoe.id)).toEqual(["zoe 1"]);
    await unmerge(f, zoe.id);
    expect(await textsOf(f)).toEqual(["both 1", "eve 1"]);
  });

  test("of more than 4 KB are refused", async () => {
    const f = await makeDesk();
    expect(await codeOf(write(f, "ä".repeat(2049)))).toBe("VALIDATION");
    expect(await codeOf(write(f, "ä".repeat(2048)))).toBe("done");
  });
});

describe("redacting a note", () => {
  test("blanks its words for good; that there was one still shows, and the history still holds", async () => {
    const f = await makeDesk();
    const { customerId } = f;
    const { entryIds } = await write(f, "her iban is DE02");
    const noteId = entryIds[0] ?? "";
    await Customer.redactNote(f.agent, { customerId, noteId, reason: "bank data" });
    expect(await textsOf(f)).toEqual([null]);
    expect(JSON.stringify(await everyRow())).not.toContain("DE02");
    await expectFold(f, Customer.customer, customerId);
    const again = await Customer.redactNote(f.agent, { customerId, noteId, reason: "bank data" });
    expect(again.entryIds).toEqual([]);
  });

  test("finds neither another customer's note nor what is none", async () => {
    const f = await makeDesk();
    const zoe = await somebody(f, mail("zoe@example.com"));
    const { entryIds: note } = await write(f, "zoe 1", zoe.id);
    const { entryIds: change } = await Customer.update(f.agent, { customerId: f.customerId, name: "Eva" });
    for (const [noteId] of [note, change]) {
      const redacting = Customer.redactNote(f.agent, { customerId: f.customerId, noteId: noteId ?? "", reason: "x" });
      expect(await codeOf(redacting)).toBe("NOT_FOUND");
    }
  });
});
