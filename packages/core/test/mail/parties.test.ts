import { describe, expect, test } from "vitest";
import * as Ticket from "../../src/ticket/index.ts";
import { makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { inboundMail } from "../support/mail.ts";

useEngine();

describe("whom a mail names besides", () => {
  const named = async (headers: Record<string, string>) => {
    const f = await makeDesk();
    const { ticketId } = await inboundMail(f, { headers });
    const read = async (ctx: typeof f.agent) => (await Ticket.entries(ctx, ticketId)).edges[0]?.node.words?.named;
    return { f, ticketId, mine: await read(f.agent), theirs: await read(f.customer) };
  };

  test.each<[string, Record<string, string>, object | undefined]>([
    ["nobody", {}, undefined],
    [
      "others in To and Cc, once each, without this desk and the sender",
      {
        To: `${SUPPORT}, Bo <bo@example.com>, support+x@northwind.example`,
        Cc: "BO@example.com, eve@example.com, al@example.com",
      },
      { cc: ["bo@example.com", "al@example.com"] },
    ],
    ["a Reply-To of somebody else", { "Reply-To": "Al <al@example.com>" }, { cc: [], replyTo: "al@example.com" }],
    ["a Reply-To that is the sender's own", { "Reply-To": "EVE@example.com" }, undefined],
  ])("%s", async (_, headers, expected) => {
    expect((await named(headers)).mine).toEqual(expected);
  });

  test("is the desk's to know, and at most fifty", async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `a${i}@example.com`).join(", ");
    const { mine, theirs } = await named({ Cc: many });
    expect(mine?.cc).toHaveLength(50);
    expect(theirs).toBeUndefined();
  });

  test("is blanked with the words", async () => {
    const { f, ticketId } = await named({ Cc: "al@example.com" });
    const [entry] = (await Ticket.entries(f.admin, ticketId)).edges;
    await Ticket.redact(f.admin, { ticketId, entryId: entry?.node.id ?? "", reason: "asked to" });
    expect(JSON.stringify((await Ticket.entries(f.admin, ticketId)).edges)).not.toContain("al@example.com");
  });
});
