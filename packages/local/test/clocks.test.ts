import * as Sla from "@switchboard/core/sla";
import * as Ticket from "@switchboard/core/ticket";
import * as Workspace from "@switchboard/core/workspace";
import { expect, test } from "vitest";
import { ctxOf, mailIn, start } from "./desk.ts";

const answered = (minutes: number) => ({
  key: "usual",
  label: "Usual",
  targets: [{ metric: "FIRST_RESPONSE" as const, minutes, time: "CALENDAR" as const }],
});

test.each(["once", "rough"] as const)(
  "clocks follow what happens on the desk, and breach by the tick alone, also where events come %s",
  async (delivery) => {
    await using platform = await start({ delivery });
    const lead = ctxOf(platform, "lead");
    await Workspace.configureRouting(ctxOf(platform, "admin"), { slaPolicies: [answered(60)] });
    const [late, met] = [
      await mailIn(platform, { from: "a@example.com" }),
      await mailIn(platform, { from: "b@example.com" }),
    ];
    await Ticket.reply(lead, { ticketId: met.id, text: "Here." });
    await platform.settle();
    expect((await Sla.dueSoon(lead)).edges.map(({ node }) => node.ticket.id)).toEqual([late.id]);
    // Nobody touches it, and the policy changes under it: the sweep tells its clock.
    await Workspace.configureRouting(ctxOf(platform, "admin"), { slaPolicies: [answered(30)] });
    await platform.settle();
    await platform.advance("PT2M");
    await platform.advance("PT30M");
    await platform.settle();
    const now = platform.desk.clock.now();
    const { figures } = await Sla.compliance(lead, { from: now - 7_200_000, to: now });
    expect(figures).toMatchObject([{ policy: "usual", metric: "FIRST_RESPONSE", achieved: 1, breached: 1 }]);
    expect(platform.deadLetters()).toEqual([]);
  },
);
