import { describe, expect, test } from "vitest";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk, SUPPORT, useEngine } from "../support/desk.ts";
import { answered, arrivalOf, inboundMail, rawMail } from "../support/mail.ts";

useEngine();

const RETURNS = "returns@northwind.example";

async function withReturns(): Promise<Fixture> {
  const f = await makeDesk();
  await Workspace.defineTeam(f.admin, { key: "workshop", label: "Workshop" });
  await Workspace.addAddress(f.admin, { address: RETURNS, name: "Returns" });
  await Workspace.changeAddress(f.admin, {
    address: RETURNS,
    team: "workshop",
    kind: "RETURN",
    followUp: { policy: "NEW_TICKET", owner: "RESET" },
  });
  return f;
}

const closed = async (f: Fixture, ticketId: string) => {
  await Ticket.resolve(f.agent, { ticketId });
  await Ticket.close(f.agent, { ticketId });
};

describe("what a mail becomes hangs on the address it came to", () => {
  test("a ticket of that address's kind and team; another address knows nothing of it", async () => {
    const f = await withReturns();
    const raw = rawMail({ To: `${RETURNS}, ${SUPPORT}` });
    const one = await Mail.receive(f.system, { ...arrivalOf({ raw, receiptId: "both" }), address: RETURNS });
    const two = await Mail.receive(f.system, arrivalOf({ raw, receiptId: "both" }));
    expect(await Ticket.get(f.agent, one.ticketId ?? "")).toMatchObject({
      kind: "RETURN",
      teamId: "workshop",
      address: RETURNS,
    });
    const other = await Ticket.get(f.agent, two.ticketId ?? "");
    expect(other).toMatchObject({ kind: "QUESTION", address: SUPPORT });
    expect(other.teamId).toBeUndefined();
  });

  test("an answer to its closed ticket follows the rule of the address, not the workspace's", async () => {
    const f = await withReturns();
    await Workspace.changeAddress(f.admin, { address: SUPPORT, followUp: { policy: "NEW_TICKET" } });
    await Workspace.changeSettings(f.admin, { followUp: { policy: "REOPEN" } });
    const { ticketId, replyTo } = await answered(f);
    await closed(f, ticketId);
    const next = await inboundMail(f, { headers: { To: replyTo } });
    expect(await Ticket.get(f.agent, next.ticketId)).toMatchObject({ followUpOf: ticketId });
    await Workspace.changeAddress(f.admin, { address: SUPPORT, followUp: null });
    const again = await inboundMail(f, { headers: { To: replyTo } });
    expect(again.ticketId).toBe(ticketId);
  });

  test("a ticket that came otherwise follows the workspace's rule", async () => {
    const f = await makeDesk();
    await Workspace.changeAddress(f.admin, { address: SUPPORT, followUp: { policy: "NEW_TICKET" } });
    const { id: ticketId } = await f.openTicket();
    await closed(f, ticketId);
    const said = await Ticket.addMessage(f.customer, { ticketId, text: "Again." });
    expect(said.object.id).toBe(ticketId);
  });
});
