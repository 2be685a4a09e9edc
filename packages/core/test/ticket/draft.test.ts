import { describe, expect, test } from "vitest";
import { DAY } from "../../src/kernel/index.ts";
import { history } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { codeOf, makeDesk, useEngine } from "../support/desk.ts";

useEngine();

const REPLY = "REPLY" as const;

describe("a draft", () => {
  test("is shared by all who work on the ticket, one of each kind, and makes no history", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const first = await Ticket.saveDraft(f.agent, { ticketId, kind: REPLY, text: "Dear Eve" });
    await Ticket.saveDraft(f.admin, { ticketId, kind: "NOTE", text: "Ask the workshop" });
    const second = await Ticket.saveDraft(f.admin, { ticketId, kind: REPLY, text: "Dear Eve," });
    expect(second).toMatchObject({ revision: (first?.revision ?? 0) + 1, savedBy: { kind: "agent" } });
    const seen = await Ticket.drafts(f.agent, ticketId);
    expect(seen.map(({ kind, text }) => [kind, text])).toEqual([
      ["REPLY", "Dear Eve,"],
      ["NOTE", "Ask the workshop"],
    ]);
    expect(await history(f.system, ticketId)).toHaveLength(2);
  });

  test("is saved over the revision it was written over, and over no other", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const save = (text: string, expectedRevision: number) =>
      Ticket.saveDraft(f.agent, { ticketId, kind: REPLY, text, expectedRevision });
    const first = await save("one", 0);
    const revision = first?.revision ?? 0;
    await expect(save("two", 0)).rejects.toMatchObject({
      code: "CONFLICT",
      details: { currentVersion: revision },
      issues: [{ path: ["expectedRevision"] }],
    });
    expect(await save("one", 0)).toEqual(first);
    expect(await codeOf(save("two", revision))).toBe("done");
    await Ticket.discardDraft(f.agent, { ticketId, kind: REPLY });
    await expect(save("three", revision + 1)).rejects.toMatchObject({
      code: "CONFLICT",
      details: { currentVersion: 0 },
    });
    const later = await save("four", 0);
    expect(later?.revision).not.toBe(revision);
    expect(await codeOf(save("five", revision))).toBe("CONFLICT");
  });

  test("of ten who save at once over the same revision is one's", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        codeOf(Ticket.saveDraft(f.agent, { ticketId, kind: REPLY, text: `t${i}`, expectedRevision: 0 })),
      ),
    );
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(9);
  });

  test("is gone after thirty days, also where its row still stands", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const draft = await Ticket.saveDraft(f.agent, { ticketId, kind: REPLY, text: "one" });
    f.clock.advance(30 * DAY - 1_000);
    expect(await Ticket.drafts(f.agent, ticketId)).toHaveLength(1);
    f.clock.advance(2_000);
    expect(await Ticket.drafts(f.agent, ticketId)).toEqual([]);
    const next = await Ticket.saveDraft(f.agent, { ticketId, kind: REPLY, text: "one", expectedRevision: 0 });
    expect(next?.revision).toBeGreaterThan(draft?.revision ?? 0);
    expect(await Ticket.drafts(f.agent, ticketId)).toHaveLength(1);
  });

  test("stays when an answer is sent, unless the answer says that it came from it", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    for (const kind of Ticket.DRAFT_KINDS) await Ticket.saveDraft(f.agent, { ticketId, kind, text: "x" });
    await Ticket.reply(f.agent, { ticketId, text: "x" });
    await Ticket.note(f.agent, { ticketId, text: "x" });
    expect(await Ticket.drafts(f.agent, ticketId)).toHaveLength(2);
    await Ticket.reply(f.agent, { ticketId, text: "x", discardDraft: true });
    expect((await Ticket.drafts(f.agent, ticketId)).map(({ kind }) => kind)).toEqual(["NOTE"]);
    await Ticket.note(f.agent, { ticketId, text: "x", discardDraft: true });
    expect(await Ticket.drafts(f.agent, ticketId)).toEqual([]);
  });

  test("saved twice with one key is saved once, and the second call gets what is there now", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const input = { ticketId, kind: REPLY, text: "one", idempotencyKey: "k" };
    const first = await Ticket.saveDraft(f.agent, input);
    const other = await Ticket.saveDraft(f.agent, { ticketId, kind: REPLY, text: "two" });
    expect(await Ticket.saveDraft(f.agent, input)).toEqual(other);
    expect(await Ticket.drafts(f.agent, ticketId)).toEqual([other]);
    expect(first?.text).toBe("one");
    await Ticket.discardDraft(f.agent, { ticketId, kind: REPLY });
    expect(await Ticket.saveDraft(f.agent, input)).toBeNull();
    expect(await codeOf(Ticket.saveDraft(f.agent, { ...input, text: "three" }))).toBe("IDEMPOTENCY_MISMATCH");
  });

  test("is 64 KB at most, and nobody's who may not say it, least of all a customer's", async () => {
    const f = await makeDesk();
    const { id: ticketId } = await f.openTicket();
    const save = (text: string, ctx = f.agent, kind: "REPLY" | "NOTE" = REPLY) =>
      codeOf(Ticket.saveDraft(ctx, { ticketId, kind, text }));
    expect(await save("x".repeat(65_536))).toBe("done");
    expect(await save("x".repeat(65_537))).toBe("VALIDATION");
    expect(await save(" ")).toBe("VALIDATION");
    expect(await save("x", f.customer)).toBe("FORBIDDEN");
    const noting = f.as({ kind: "app", workspaceId: "main", appId: "a", scopes: ["ticket:read", "ticket:note"] });
    expect(await save("x", noting)).toBe("FORBIDDEN");
    expect(await save("x", noting, "NOTE")).toBe("done");
    expect(await codeOf(Ticket.drafts(f.customer, ticketId))).toBe("FORBIDDEN");
    expect(await codeOf(Ticket.discardDraft(noting, { ticketId, kind: REPLY }))).toBe("FORBIDDEN");
  });
});
