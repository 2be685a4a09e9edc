import {
  type Aggregate,
  type Applied,
  type Ctx,
  type Draft,
  headOf,
  idOfHead,
  withRequest,
} from "../../kernel/index.ts";
import { execute, load, wake as wakeAggregate } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import { overBecause } from "../decide.ts";
import { type Events, events, type HandOver } from "./schema.ts";

function evolve(state: HandOver | undefined, event: Applied<Events>): HandOver {
  const before = state as HandOver;
  switch (event.type) {
    case "handover.started":
      return { id: event.aggregateId, ...event.payload, status: "RUNNING", createdAt: event.occurredAt } as HandOver;
    case "handover.warned":
      return { ...before, status: "IMMINENT" };
    case "handover.breached":
      return { ...before, status: "BREACHED" };
    case "handover.ended":
      return { ...before, status: event.payload.outcome, endedAt: event.payload.endedAt };
  }
}

/** What it waits for next; what is late already waits for its end alone. */
function next({
  status,
  warnAt,
  dueAt,
}: HandOver): { readonly at: number; readonly type: "handover.warned" | "handover.breached" } | null {
  if (status === "RUNNING") return { at: warnAt, type: "handover.warned" };
  return status === "IMMINENT" ? { at: dueAt, type: "handover.breached" } : null;
}

export const handOver: Aggregate<HandOver, Events> = {
  name: "hand-over",
  prefix: "hov",
  rowVersion: 1,
  events,
  evolve,
  store: { attributes: { status: "st", createdAt: "ct" }, indexes: () => ({}), dueAt: (state) => next(state)?.at },
  readable: "ticket:read_notes",
  target: ({ team }) => ({ teamId: team }),
};

/** A task is handed over once: one is found from the other. */
export const handOverOf = (taskId: string): string => idOfHead("hov", headOf(taskId)) ?? "";

const OPEN = ["RUNNING", "IMMINENT", "BREACHED"];

/** How it ends with a task that is done with: late exactly when it was resolved behind its time. */
function ended(state: HandOver, task: Ticket.Ticket, now: number): readonly Draft<Events>[] {
  const { taskId, ticketId, team, dueAt, status } = state;
  const why = overBecause(task);
  if (why === null || !OPEN.includes(status)) return [];
  const isDone = why === "RESOLVED" || why === "CLOSED";
  const endedAt = isDone ? (task.lastResolvedAt ?? task.closedAt ?? now) : now;
  const outcome = isDone ? (endedAt <= dueAt ? "MET" : "MISSED") : "CANCELLED";
  const facts = { taskId, ticketId, team };
  // Late, and no tick came by in between: that it is late is told all the same.
  const late = outcome === "MISSED" && status !== "BREACHED";
  return [
    ...(late ? ([{ type: "handover.breached", payload: facts }] as const) : []),
    { type: "handover.ended", payload: { ...facts, outcome, endedAt } },
  ];
}

/** Ends the time of a task that is done with; other tickets have none. */
export async function endHandOver(ctx: Ctx, task: Ticket.Ticket): Promise<void> {
  const id = handOverOf(task.id);
  await execute(ctx, { name: "handover.end", input: {} }, async () => {
    const before = await load(ctx, handOver, id);
    const drafts = before ? ended(before.state, task, ctx.clock.now()) : [];
    return { changes: drafts.length === 0 ? [] : [{ agg: handOver, id, before, drafts }] };
  });
}

/** Called by the tick: warns, and says when the time is over; each with its own time, however late the tick is. */
export async function wake(ctx: Ctx, id: string): Promise<void> {
  for (let more = true; more; ) {
    const found = await load(ctx, handOver, id);
    if (!found) return;
    const { state } = found;
    const task = await load(ctx, Ticket.ticket, state.taskId);
    const over = task ? ended(state, task.state, ctx.clock.now()) : [];
    const due = next(state);
    const isDue = over.length === 0 && due !== null && due.at <= ctx.clock.now();
    const at = isDue ? withRequest(ctx, { occurredAt: due.at }) : ctx;
    const done = await wakeAggregate(at, handOver, id, ({ state: now }) => {
      if (now.status !== state.status) return [];
      const { taskId, ticketId, team } = now as HandOver;
      return isDue ? [{ type: due.type, payload: { taskId, ticketId, team } }] : over;
    });
    more = isDue && done.length > 0;
  }
}
