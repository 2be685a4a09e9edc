import * as Ticket from "@switchboard/core/ticket";
import * as Workspace from "@switchboard/core/workspace";
import { afterEach, expect, test } from "vitest";
import type { Platform } from "../src/index.ts";
import { ctxOf, message, SUPPORT, start } from "./desk.ts";

const OTHER = "help@other-desk.example";
/** Far more than any exchange that ends by itself. */
const MOST_ROUNDS = 40;

let desks: readonly [Platform, Platform] | null = null;
afterEach(async () => {
  for (const desk of desks ?? []) await desk.stop();
  desks = null;
});

/** Two desks that acknowledge everything that may be acknowledged. */
async function twoDesks(): Promise<readonly [Platform, Platform]> {
  const [ours, theirs] = [await start(), await start()];
  desks = [ours, theirs];
  await Workspace.changeAddress(ctxOf(ours, "admin"), { address: SUPPORT, acknowledgement: ACKNOWLEDGE });
  // Each platform begins with the same address: the other company has one of its own.
  await Workspace.removeAddress(ctxOf(theirs, "admin"), { address: SUPPORT });
  await Workspace.addAddress(ctxOf(theirs, "admin"), { address: OTHER, name: "Other desk" });
  await Workspace.changeAddress(ctxOf(theirs, "admin"), { address: OTHER, acknowledgement: ACKNOWLEDGE });
  return desks;
}
const ACKNOWLEDGE = { open: "builtin.acknowledgement" };

/** Carries what each desk sends to the other until neither says anything more; gives how many mails that were. */
async function exchange(pair: readonly [Platform, Platform], carried = (raw: string) => raw): Promise<number> {
  const seen = pair.map((desk) => desk.mail().length);
  let mails = 0;
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    const before = mails;
    for (const [i, desk] of pair.entries()) {
      await desk.settle();
      for (const { raw, to, from } of desk.mail().slice(seen[i])) {
        mails += 1;
        await pair[1 - i]?.receive(carried(raw), { to: [...to], from });
      }
      seen[i] = desk.mail().length;
    }
    for (const desk of pair) await desk.settle();
    if (mails === before && pair.every((desk, i) => desk.mail().length === seen[i])) return mails;
  }
  throw new Error(`After ${MOST_ROUNDS} rounds the desks still wrote to each other.`);
}

test("two desks with acknowledgements on: a letter from one to the other is acknowledged once, and then it is quiet", async () => {
  const pair = await twoDesks();
  await pair[0].receive(message({ from: OTHER, subject: "Your invoice" }), { to: [SUPPORT], from: OTHER });
  expect(await exchange(pair)).toBe(1);
  const answered = pair[1].mail();
  expect(answered).toEqual([]);
  const there = await Ticket.listByActivity(ctxOf(pair[1], "lead"), { status: [...Ticket.STATUSES] }, { first: 10 });
  // What a machine wrote opens a ticket, so that nothing is lost, and is not answered.
  expect(there.edges.length).toBeLessThanOrEqual(1);
});

test("also where a gateway between them strips whatever tells a machine: five an hour to one address, then it is quiet", async () => {
  const pair = await twoDesks();
  const stripped = (raw: string) =>
    raw.replace(
      /^(?:auto-submitted|precedence|list-\S+|x-\S+|in-reply-to|references|reply-to|return-path):.*\r?\n(?:[ \t].*\r?\n)*/gim,
      "",
    );
  await pair[0].receive(message({ from: OTHER, subject: "Your invoice" }), { to: [SUPPORT], from: OTHER });
  const mails = await exchange(pair, (raw) => stripped(raw).replace(/\[#\d+\]/g, ""));
  expect(mails).toBeGreaterThan(1);
  expect(mails).toBeLessThanOrEqual(10);
});
