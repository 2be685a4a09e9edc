import { DAY, HOUR, MINUTE } from "@switchboard/core/kernel";
import * as Ticket from "@switchboard/core/ticket";
import { describe, expect, test } from "vitest";
import { durationOf } from "../src/clock.ts";
import { ctxOf, getJson, mailIn, post, start } from "./desk.ts";

describe("a manual clock", () => {
  test("time stands still until it is moved; then whatever was due happens at its time", async () => {
    await using platform = await start({ now: Date.parse("2026-11-02T09:00:30Z") });
    const agent = ctxOf(platform, "representative");
    const { id } = await mailIn(platform);
    await Ticket.snooze(agent, { ticketId: id, until: platform.desk.clock.now() + 2 * HOUR });
    const before = await getJson<{ now: string }>(platform.urls.clock);
    expect(before.now).toBe("2026-11-02T09:00:30.000Z");
    const moved = await post(platform.urls.clock, { advance: "PT1H59M" });
    expect(await moved.json()).toMatchObject({ now: "2026-11-02T10:59:30.000Z" });
    expect((await Ticket.get(agent, id)).status).toBe("SNOOZED");
    await platform.advance("PT4H");
    expect((await Ticket.get(agent, id)).status).toBe("OPEN");
    const woken = platform.events().find(({ detailType }) => detailType === "ticket.woken");
    expect(new Date(Number(woken?.detail["at"])).toISOString()).toBe("2026-11-02T11:01:00.000Z");
  });

  test("months pass in no time, one after the other what is due in them", async () => {
    await using platform = await start();
    const agent = ctxOf(platform, "representative");
    const tickets = [];
    for (let i = 1; i <= 5; i++) {
      const { id } = await mailIn(platform, { from: `c${i}@example.com` });
      await Ticket.snooze(agent, { ticketId: id, until: platform.desk.clock.now() + i * 30 * DAY });
      tickets.push(id);
    }
    const started = performance.now();
    await platform.advance("P200D");
    expect(performance.now() - started).toBeLessThan(5_000);
    const statuses = await Promise.all(tickets.map(async (id) => (await Ticket.get(agent, id)).status));
    expect(new Set(statuses)).toEqual(new Set(["OPEN"]));
  });

  test("the tokens of the start still hold a year later", async () => {
    await using platform = await start();
    await platform.advance("P365D");
    const headers = { "content-type": "application/json", authorization: `Bearer ${platform.tokens.customer}` };
    const answer = await fetch(platform.urls.graphql, { method: "POST", headers, body: '{"query":"{ __typename }"}' });
    expect(answer.status).toBe(200);
  });

  test.each(["4h", "PT", "P", "P1M", "P1Y", "-PT1H", "", "PT1H1D"])("%j is no duration here", async (advance) => {
    expect(durationOf(advance)).toBeNull();
  });

  test.each([
    ["PT4H", 4 * HOUR],
    ["P1D", DAY],
    ["P2W", 14 * DAY],
    ["P1DT1H1M1.5S", DAY + HOUR + MINUTE + 1_500],
    ["PT0S", 0],
  ])("%s is %i ms", (text, ms) => {
    expect(durationOf(text)).toBe(ms);
  });
});

test("real time cannot be moved", async () => {
  await using platform = await start({ clock: "real" });
  expect((await post(platform.urls.clock, { advance: "PT1H" })).status).toBe(409);
  expect(Math.abs(Date.parse((await getJson<{ now: string }>(platform.urls.clock)).now) - Date.now())).toBeLessThan(
    2_000,
  );
});
