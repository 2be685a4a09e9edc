import { describe, expect, test } from "vitest";
import * as Audit from "../../src/audit/index.ts";
import { HOUR, MINUTE } from "../../src/kernel/index.ts";
import { eventKey } from "../../src/table/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { given } from "../support/given.ts";
import { wholeList as walk } from "../support/list.ts";

useEngine();

const range = (f: Fixture) => ({ from: f.clock.now() - HOUR, to: f.clock.now() + HOUR });

describe("an export", () => {
  test("has every line of the range once, each verified, and no place in any history", async () => {
    const f = await makeDesk();
    await given(f);
    const all = await walk((page) => Audit.read(f.admin, range(f), page), 100);
    const texts: string[] = [];
    for await (const lines of Audit.exportLines(f.admin, range(f))) texts.push(lines);
    const lines = texts.join("").trimEnd().split("\n");
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(parsed.map((line) => line["id"])).toEqual(all.map(({ id }) => id));
    expect(parsed.every((line) => line["verified"] === true)).toBe(true);
    expect(parsed.some((line) => "sequence" in line)).toBe(false);
    expect(parsed[0]?.["at"]).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test("marks everything behind a fact that somebody changed in the table, and nothing else", async () => {
    const f = await makeDesk();
    const { id } = await f.openTicket();
    f.clock.advance(MINUTE);
    await Ticket.changePriority(f.agent, { ticketId: id, priority: "LOW", reason: "r" });
    f.clock.advance(MINUTE);
    await Ticket.note(f.agent, { ticketId: id, text: "N" });
    const { id: other } = await f.openTicket();
    const key = eventKey(f.admin, id, "audit", 3);
    await f.table.write({
      kind: "update",
      key,
      update: {
        expression: "SET #p = :p",
        names: { "#p": "p" },
        values: { ":p": '{"previous":"NORMAL","priority":"HIGH"}' },
      },
    });
    const of = async (ticketId: string) => {
      const { edges } = await Audit.read(f.admin, { ...range(f), aggregateId: ticketId });
      const details = await Audit.detailsOf(
        f.admin,
        edges.map(({ node }) => node),
      );
      return details.map(({ verified }) => verified);
    };
    expect(await of(id)).toEqual([true, true, false, false]);
    expect(await of(other)).toEqual([true, true]);
  });
});
