import { expect } from "vitest";
import { about, act, answers, type Done, mailIn, type Running } from "../desk.ts";
import type { Chapter } from "./index.ts";

const OUTAGE = "The shop is down";
const CUSTOMERS = 3;

/** What the desk counts, by status: the projector's work, behind the table's stream. */
async function counted({ graphql }: Running): Promise<Readonly<Record<string, number>>> {
  const query = "{ ticketCounts { byStatus { status count } } }";
  const { ticketCounts } = await graphql<{
    ticketCounts: { byStatus: { status: string; count: number }[] } | null;
  }>(query);
  return Object.fromEntries(ticketCounts?.byStatus.map(({ status, count }) => [status, count]) ?? []);
}

/** Several customers, one cause: one answer to each, each once, and lists that know it. */
export const outage: Chapter = {
  name: "a problem takes its incidents along with one answer each, and what is counted follows the table's stream",
  async tell(running) {
    const { cloud } = running;
    for (let i = 0; i < CUSTOMERS; i++) await mailIn(running, { subject: OUTAGE, from: `shop${i}@customer.example` });
    await act(running, "recountTickets", {});
    const before = await counted(running);

    const incidents = await about(running, OUTAGE);
    expect(incidents).toHaveLength(CUSTOMERS);
    await mailIn(running, { subject: "Status page", from: "ops@customer.example" });
    const [problem] = await about(running, "Status page");
    const problemId = problem?.id ?? "";
    await act(running, "changeTicketKind", { ticketId: problemId, kind: "PROBLEM" });
    for (const { id } of incidents) {
      await act(running, "changeTicketKind", { ticketId: id, kind: "INCIDENT" });
      await act(running, "linkTickets", { ticketId: problemId, kind: "CAUSES", otherId: id });
    }
    expect(await counted(running)).toEqual({ ...before, NEW: (before["NEW"] ?? 0) + 1 });

    const input = { problemId, text: "The shop is up again.", idempotencyKey: "up-again" };
    for (let i = 0; i < 2; i++) {
      const { resolvedIds } = await act<Done & { resolvedIds: string[] }>(
        running,
        "resolveProblem",
        input,
        "resolvedIds",
      );
      expect([...resolvedIds].sort()).toEqual(incidents.map(({ id }) => id).sort());
      expect(answers(cloud, OUTAGE)).toHaveLength(CUSTOMERS);
    }
    const resolved = CUSTOMERS + 1;
    expect(await counted(running)).toEqual({
      ...before,
      NEW: (before["NEW"] ?? 0) + 1 - resolved,
      RESOLVED: (before["RESOLVED"] ?? 0) + resolved,
    });
  },
};
