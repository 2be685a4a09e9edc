import * as fc from "fast-check";
import { expect, test } from "vitest";
import { agent, loadOf } from "../../src/agent/index.ts";
import * as Company from "../../src/company/index.ts";
import { customer } from "../../src/customer/index.ts";
import * as Mail from "../../src/mail/index.ts";
import { recountLoad } from "../../src/routing/index.ts";
import { load } from "../../src/table/index.ts";
import { ticket } from "../../src/ticket/index.ts";
import { WORKSPACE_ID, workspace } from "../../src/workspace/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { inboundMail } from "../support/mail.ts";
import { RUNS, step, walk } from "../support/random.ts";
import { manage } from "../support/randomManage.ts";
import { definePeopleFields, everyCustomer } from "../support/randomPeople.ts";
import { sortable } from "../support/randomSorting.ts";

useEngine();

test("folding the stored events gives the stored ticket, and its costs add up to its agent's load, for random histories", async () => {
  const f = await makeDesk();
  await sortable(f);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { id } = await f.openTicket();
      await walk(f, id, steps);
      await expectFold(f, ticket, id);
    }),
    { numRuns: RUNS },
  );
  const moved = await loadOf(f.admin, f.agentId);
  expect(moved.open).toBeGreaterThan(0);
  expect(moved).toEqual(await recountLoad(f.admin, f.agentId));
}, 3_600_000);

test("folding gives the stored agent, customers, companies and workspace, for random histories", async () => {
  const f = await makeDesk();
  await definePeopleFields(f);
  await fc.assert(
    fc.asyncProperty(fc.array(manage, { maxLength: 12 }), async (steps) => {
      await walk(f, "", steps);
    }),
    { numRuns: Math.ceil(RUNS / 10) },
  );
  await expectFold(f, agent, f.agentId);
  for (const id of await everyCustomer(f)) await expectFold(f, customer, id);
  for (const { node } of (await Company.list(f.admin, { first: 100 })).edges)
    await expectFold(f, Company.company, node.id);
  await expectFold(f, workspace, WORKSPACE_ID);
}, 3_600_000);

test("folding gives the stored receipts and deliveries of mail, whatever is reported about them", async () => {
  const f = await makeDesk();
  const kinds = fc.constantFrom("delivered", "bounced", "complained", "delayed");
  await fc.assert(
    fc.asyncProperty(fc.array(kinds, { maxLength: 6 }), async (reports) => {
      const { mail, ticketId } = await inboundMail(f);
      const sent = await Mail.sendReply(f.system, await answered(f, ticketId));
      for (const kind of reports) await Mail.recordFeedback(f.system, { deliveryId: sent?.id ?? "", kind });
      await expectFold(f, Mail.inbound, mail.id);
      await expectFold(f, Mail.delivery, sent?.id ?? "");
    }),
    { numRuns: Math.ceil(RUNS / 10) },
  );
}, 3_600_000);

async function answered(f: Fixture, ticketId: string) {
  const Ticket = await import("../../src/ticket/index.ts");
  await Ticket.reply(f.agent, { ticketId, text: "On it." });
  const stored = await load(f.system, ticket, ticketId);
  return { ticketId, sequence: stored?.head.sequence ?? 0 };
}
