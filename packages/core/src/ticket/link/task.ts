import { authorize, type Ctx, type Loaded } from "../../kernel/index.ts";
import {
  type Change,
  type Executed,
  execute,
  expectVersion,
  need,
  type Operation,
  type Plan,
  type Result,
  resultOf,
} from "../../table/index.ts";
import { type Config, configInForce } from "../../workspace/index.ts";
import * as decide from "../decide/index.ts";
import { holdNumber, nextNumber } from "../number.ts";
import type { Ticket } from "../schema/index.ts";
import { ticket } from "../store.ts";
import { place } from "../words.ts";
import { linked } from "./rows.ts";

const permission = "ticket:assign";

/** Work for another team that is a part of a ticket. */
export interface NewTask {
  readonly ticketId: string;
  /** The key of the team. */
  readonly team: string;
  /** As that of the ticket when absent. */
  readonly subject?: string | undefined;
  /** What is to be done. */
  readonly text: string;
}

interface Task {
  /** The ticket it is a part of. */
  readonly ticket: Result<Ticket>;
  readonly taskId: string;
}

/**
 * The machinery behind handing over: opens a TASK for another team as a part of a ticket, in one commit with what
 * `also` says. It is internal: its customer, who is the ticket's, never sees it and is never mailed from it. Both show
 * the text as a note, in the same commit as the link; whoever has the ticket keeps it. Authorizes by itself.
 *
 * @throws NOT_FOUND, VALIDATION for a team or a kind there is not, TRANSITION for a ticket that is done with, LIMIT over
 * 100 links, FORBIDDEN, CONFLICT
 */
export async function openTaskWith(
  ctx: Ctx,
  op: Operation,
  task: NewTask,
  also: (taskId: string, config: Config) => readonly Change[],
): Promise<Task> {
  await authorize(ctx, permission);
  await authorize(ctx, "ticket:note");
  const taskId = ctx.ids.next("tkt");
  let prepared: Awaited<ReturnType<typeof prepare>> | undefined;
  const executed = await execute(ctx, op, async () => {
    const from = await need(ctx, ticket, task.ticketId, { permission, path: ["ticketId"] });
    expectVersion(from, op.input.expectedVersion);
    const { version, config } = await configInForce(ctx);
    decide.assertHandable(from.state);
    decide.assertTeam(config, task.team);
    decide.assertKind(config, "TASK");
    // Once, not per try: a lost race needs no second number and no second upload.
    prepared ??= await prepare(ctx, task, taskId);
    return planned(ctx, { from, task, taskId, prepared, configVersion: version }, also(taskId, config));
  });
  const result = await resultOf(ctx, ticket, { permission }, executed);
  return { ticket: result, taskId: secondOf(executed) ?? taskId };
}

/** The id of the task, also when the same call opened it before. */
const secondOf = (executed: Executed): string | undefined =>
  (executed.replayed ? executed.effect : executed.committed)[1]?.id;

async function prepare(ctx: Ctx, { ticketId, text }: NewTask, taskId: string) {
  const said = { text, attachmentIds: [] };
  const [number, here, there] = await Promise.all([
    nextNumber(ctx),
    place(ctx, said, { ticketId, internal: true }),
    place(ctx, said, { ticketId: taskId, internal: true }),
  ]);
  return { number, here, there };
}

interface Planned {
  readonly from: Loaded<Ticket>;
  readonly task: NewTask;
  readonly taskId: string;
  readonly prepared: Awaited<ReturnType<typeof prepare>>;
  readonly configVersion: number;
}

function planned(ctx: Ctx, { from, task, taskId, prepared, configVersion }: Planned, also: readonly Change[]): Plan {
  const { number, here, there } = prepared;
  const { id } = from.state;
  const opening = decide.task(from.state, { number, configVersion, teamId: task.team, subject: task.subject });
  const own: Change = {
    agg: ticket,
    id,
    before: from,
    drafts: [...decide.linked("CHILD", taskId), ...decide.note(here.words, [])],
  };
  const child: Change = {
    agg: ticket,
    id: taskId,
    before: null,
    drafts: [opening, ...decide.linked("PARENT", id), ...decide.note(there.words, [])],
  };
  const links = [linked(ctx, id, "CHILD", taskId), linked(ctx, taskId, "PARENT", id)];
  const records = [...here.records, ...there.records, ...links, holdNumber(ctx, number, taskId)];
  return { changes: [own, child, ...also], records };
}
