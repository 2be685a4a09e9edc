import { authorize, type Ctx, id, invalid, parse, type Versioned, versioned } from "../../kernel/index.ts";
import { type Change, load, need, type Result } from "../../table/index.ts";
import * as Ticket from "../../ticket/index.ts";
import type { Config } from "../../workspace/index.ts";
import { later } from "../decide.ts";
import { HandOverInput } from "../schema.ts";
import type { HandOver } from "./schema.ts";
import { handOver as aggregate, handOverOf } from "./timer.ts";

/** What handing over came to. */
export interface HandedOver {
  /** The ticket that was handed over, or a part of it. */
  readonly ticket: Result<Ticket.Ticket>;
  /** The work of the other team; null where the ticket itself is theirs now. */
  readonly taskId: string | null;
}

type Input = ReturnType<typeof HandOverInput.parse>;

/**
 * Hands a ticket over to another team, while whoever has it stays the one its customer deals with. As a TASK: the team
 * gets a ticket of its own that is a part of this one, internal, with the text as a note on both, in one commit; with
 * `targetMinutes` the team has so much time for it, which the desk alone knows of. Or with `REASSIGN` the ticket itself:
 * its team changes, its owner stays, and the text is a note.
 *
 * @throws VALIDATION for a team or a calendar there is not, TRANSITION for a ticket that is done with, NOT_FOUND,
 * FORBIDDEN, CONFLICT
 * @example
 * const { taskId } = await Escalation.handOver(ctx, { ticketId, team: "engineering", text: "Logs?", targetMinutes: 240 });
 */
export async function handOver(ctx: Ctx, raw: HandOverInput): Promise<HandedOver> {
  const input = parse(HandOverInput, raw);
  if (input.mode === "REASSIGN") return reassigned(ctx, input);
  const { ticketId, team, subject, text } = input;
  const op = { name: "escalation.handOver", input };
  return Ticket.openTaskWith(ctx, op, { ticketId, team, subject, text }, (taskId, config) =>
    timerOf(ctx, input, taskId, config),
  );
}

/** The time the team has begins in the commit of the task. @throws VALIDATION for a calendar there is not */
function timerOf(ctx: Ctx, input: Input, taskId: string, config: Config): readonly Change[] {
  const { ticketId, team, targetMinutes, calendar } = input;
  if (calendar !== undefined && !config.calendars.some(({ key }) => key === calendar)) {
    const known = config.calendars.map(({ key }) => key).join(", ") || "none";
    throw invalid(`There is no calendar "${calendar}"; there are: ${known}.`, ["calendar"]);
  }
  if (targetMinutes === undefined) return [];
  const due = (minutes: number) => later(config, calendar, ctx.clock.now(), minutes);
  const facts = {
    taskId,
    ticketId,
    team,
    targetMinutes,
    warnAt: due(targetMinutes * WARNED),
    dueAt: due(targetMinutes),
  };
  const payload = { ...facts, ...(calendar === undefined ? {} : { calendar }) };
  return [{ agg: aggregate, id: handOverOf(taskId), before: null, drafts: [{ type: "handover.started", payload }] }];
}

/** Of the time there is: when so much of it is over, it is told. */
const WARNED = 0.8;

/** Two steps, each once for a key; without one a repeated call says its words again. */
async function reassigned(ctx: Ctx, input: Input): Promise<HandedOver> {
  const { ticketId, team, text, idempotencyKey, expectedVersion } = input;
  for (const name of ["subject", "targetMinutes", "calendar"] as const)
    if (input[name] !== undefined) throw invalid("This goes with a task alone: leave it out.", [name]);
  await authorize(ctx, "ticket:assign");
  await authorize(ctx, "ticket:note");
  const found = await need(ctx, Ticket.ticket, ticketId, { permission: "ticket:assign", path: ["ticketId"] });
  Ticket.assertHandable(found.state);
  await Ticket.changeTeam(ctx, { ticketId, team, idempotencyKey, expectedVersion });
  return { ticket: await Ticket.note(ctx, { ticketId, text, idempotencyKey }), taskId: null };
}

/**
 * The time a team has for a task that was handed over to it; null where none was set. For staff.
 *
 * @throws NOT_FOUND for the task, FORBIDDEN, BAD_USER_INPUT
 */
export async function handOverOfTask(ctx: Ctx, taskId: string): Promise<Versioned<HandOver> | null> {
  const known = parse(id("tkt"), taskId);
  await need(ctx, Ticket.ticket, known, { permission: "ticket:read_notes", path: ["taskId"], hidden: true });
  const found = await load(ctx, aggregate, handOverOf(known));
  return found && versioned(found);
}
