import type { Desk } from "@switchboard/core/desk";
import { iso, notFound } from "@switchboard/core/kernel";
import { type Republished, republish, type Unpublished } from "@switchboard/core/republish";
import { workspaces } from "@switchboard/core/workspace";
import * as z from "zod";
import { log, reasonOf } from "../log.ts";

const Time = z.iso.datetime({ offset: true, error: "Give a time as 2026-11-02T09:00:00Z." });

/** Which events to put on the bus again: of one workspace, or of all. */
export const RepublishCommand = z.strictObject({
  workspaceId: z.string().optional(),
  from: Time,
  to: Time,
  evenOlder: z.boolean().optional(),
  /** Where an earlier run ended: its `next`. */
  after: z.strictObject({ workspaceId: z.string(), place: z.string().optional() }).optional(),
});
export type RepublishCommand = z.infer<typeof RepublishCommand>;

/** `next` is the command that goes on where this run ended; without one all is done. */
export interface RepublishAnswer {
  readonly published: number;
  readonly refused: readonly (Unpublished & { readonly workspaceId: string })[];
  readonly refusedCount: number;
  readonly next?: { readonly republish: RepublishCommand };
  /** What ended the run before its time. */
  readonly stopped?: string;
}

/** Puts events of one workspace, or of all one after the other, on the bus again until `deadline`, ms. */
export async function republishAll(desk: Desk, command: RepublishCommand, deadline: number): Promise<RepublishAnswer> {
  const { after, evenOlder } = command;
  let answer: RepublishAnswer = { published: 0, refused: [], refusedCount: 0 };
  for (const workspaceId of await idsOf(desk, command)) {
    const budget = deadline - desk.clock.now();
    if (budget <= 0) return { ...answer, next: goOn(command, { workspaceId }) };
    const run = await republish(desk.as({ kind: "system", workspaceId, name: "operate" }), {
      from: Date.parse(command.from),
      to: Date.parse(command.to),
      after: after?.workspaceId === workspaceId ? after.place : undefined,
      budget,
      evenOlder,
    });
    answer = add(answer, run, workspaceId);
    if (run.done) continue;
    const next = goOn(command, { workspaceId, ...(run.next === undefined ? {} : { place: run.next }) });
    if (run.stopped === undefined) return { ...answer, next };
    log("republish stopped", { workspaceId }, run.stopped);
    return { ...answer, next, stopped: reasonOf(run.stopped) };
  }
  return answer;
}

/** The command for a stretch of time, ms, in all workspaces; it ends now at the latest. */
export const stretch = (from: number, to: number, now: number): RepublishCommand => ({
  from: iso(from),
  to: iso(Math.min(to, now)),
});

async function idsOf(desk: Desk, { workspaceId, after }: RepublishCommand): Promise<readonly string[]> {
  const all = await workspaces(desk.table);
  if (workspaceId === undefined) return all.filter((id) => after === undefined || id >= after.workspaceId);
  // Also because a context makes the keys of a workspace it meets for the first time.
  if (!all.includes(workspaceId)) throw notFound(`workspace ${workspaceId}`, ["republish", "workspaceId"]);
  return [workspaceId];
}

const goOn = (command: RepublishCommand, after: NonNullable<RepublishCommand["after"]>) => ({
  republish: { ...command, after },
});

const SHOWN = 100;

const add = (answer: RepublishAnswer, run: Republished, workspaceId: string): RepublishAnswer => ({
  published: answer.published + run.published,
  refused: [...answer.refused, ...run.refused.map((one) => ({ workspaceId, ...one }))].slice(0, SHOWN),
  refusedCount: answer.refusedCount + run.refusedCount,
});
