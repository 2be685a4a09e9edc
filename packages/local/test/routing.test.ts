import { readFileSync } from "node:fs";
import * as Agent from "@switchboard/core/agent";
import * as Customer from "@switchboard/core/customer";
import * as Routing from "@switchboard/core/routing";
import * as Ticket from "@switchboard/core/ticket";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Platform } from "../src/index.ts";
import { ctxOf, start } from "./desk.ts";

const PAGE = readFileSync(new URL("../../../docs/routing.md", import.meta.url), "utf8");

let platform: Platform;
let names: ReadonlyMap<string, string>;
let ticketId: string;
beforeAll(async () => {
  platform = await start({ seed: "demo", now: Date.parse("2026-11-02T09:00:00Z") });
  const lead = ctxOf(platform, "lead");
  const ids = (await Agent.list(lead)).edges.map(({ node }) => node.id);
  names = new Map((await Agent.getMany(lead, ids)).flatMap((one) => (one ? [[one.id, one.name] as const] : [])));
});
afterAll(() => platform.stop());

/** The table of a decision, as the page has it. */
function tableOf(decision: Routing.Decision): string {
  const rows = decision.candidates.map(({ agentId, tier }) => {
    const says = Routing.explain(decision, agentId)?.says;
    return `| ${names.get(agentId)} | ${tier} | ${says} |`;
  });
  const ranked = rows.slice(0, decision.candidates.filter(({ rank }) => rank !== undefined).length);
  return [...ranked, ...rows.slice(ranked.length).sort()].join("\n");
}

async function latest(): Promise<Routing.Decision> {
  const lead = ctxOf(platform, "lead");
  const [recorded] = await Routing.decisions(lead, ticketId);
  const decision = recorded && (await Routing.replayed(lead, recorded));
  if (!decision) throw new Error("nothing was decided");
  return decision;
}

describe("docs/routing.md", () => {
  test("the worked example is what happens", async () => {
    const system = platform.desk.as({ kind: "system", workspaceId: platform.workspace, name: "test" });
    for (const [agentId, name] of names) {
      if (/^(Maya|Jonas|Kofi|Samir) /.test(name)) await Agent.setPresence(system, { agentId, state: "ONLINE" });
    }
    await platform.settle();
    const { object: customer } = await Customer.upsert(system, { email: "ilse@mailbox.example" });
    const mail = { subject: "Schaltung", text: "Sie springt.", category: "drivetrain", tags: ["german"] };
    const { object } = await Ticket.open(system, { customerId: customer.id, channel: "EMAIL", ...mail });
    ticketId = object.id;
    await platform.settle();
    const first = await latest();
    expect(first).toMatchObject({ outcome: "NOBODY", queue: "workshop", retryAt: Date.parse("2026-11-02T09:10:00Z") });
    expect(PAGE).toContain(tableOf(first));

    await platform.advance("PT10M");
    await platform.settle();
    const second = await latest();
    expect(second).toMatchObject({ outcome: "ASSIGN", at: Date.parse("2026-11-02T09:10:00Z"), dropped: [2] });
    expect(second.candidates.slice(0, 2).map(({ score }) => score?.value)).toEqual([7, 5]);
    expect(PAGE).toContain(tableOf(second));
  });

  test("every example runs", async () => {
    const examples = [...PAGE.matchAll(/```graphql\n([^`]+)```/g)].map(([, query]) => String(query));
    expect(examples.length).toBeGreaterThan(3);
    const [agentId = ""] = [...names].find(([, name]) => name.startsWith("Priya")) ?? [];
    const headers = { "content-type": "application/json", authorization: `Bearer ${platform.tokens.admin}` };
    for (const example of examples) {
      const query = example.replaceAll("agt_...", agentId).replaceAll("tkt_...", ticketId);
      const response = await fetch(platform.urls.graphql, { method: "POST", headers, body: JSON.stringify({ query }) });
      const { data, errors } = (await response.json()) as { data?: Record<string, object>; errors?: unknown };
      expect(errors).toBeUndefined();
      for (const answer of Object.values(data ?? {})) expect(answer).not.toMatchObject({ errors: [{}] });
    }
  });

  test("every reason and every finding is on the page, each by its own severity", () => {
    for (const word of [...Object.keys(Routing.REASONS), ...Object.keys(Routing.FINDINGS)]) {
      expect(PAGE).toContain(`\`${word}\``);
    }
    const warnings = PAGE.split("\n").find((line) => line.endsWith("warnings: it may not be meant so |")) ?? "";
    const named = [...warnings.matchAll(/`(\w+)`/g)].map(([, code]) => String(code));
    const meant = Object.entries(Routing.FINDINGS).flatMap(([code, severity]) =>
      severity === "WARNING" ? [code] : [],
    );
    expect(named.sort()).toEqual(meant.sort());
  });
});
