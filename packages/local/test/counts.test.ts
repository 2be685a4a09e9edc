import * as Count from "@switchboard/core/count";
import * as Ticket from "@switchboard/core/ticket";
import * as View from "@switchboard/core/view";
import { expect, test } from "vitest";
import { ctxOf, mailIn, start } from "./desk.ts";

test.each(["once", "rough"] as const)(
  "counts follow what happens on the desk, also where events come %s, and a saved view is counted by itself",
  async (delivery) => {
    await using platform = await start({ delivery });
    const lead = ctxOf(platform, "lead");
    const { id } = await mailIn(platform, { from: "a@example.com" });
    await mailIn(platform, { from: "b@example.com" });
    await platform.advance("PT2M");
    await platform.settle();
    expect((await Count.counts(lead))?.byStatus).toMatchObject({ NEW: 2, RESOLVED: 0 });
    const { object } = await View.create(lead, { name: "Solved", filter: { status: ["RESOLVED"] } });
    await platform.settle();
    expect(await Count.viewCounts(lead)).toEqual([{ viewId: object.id, count: 0 }]);
    await Ticket.resolve(lead, { ticketId: id });
    await platform.settle();
    expect((await Count.counts(lead))?.byStatus).toMatchObject({ NEW: 1, RESOLVED: 1 });
    expect(await Count.viewCounts(lead)).toEqual([{ viewId: object.id, count: 1 }]);
    expect(platform.deadLetters()).toEqual([]);
  },
);
