import * as fc from "fast-check";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import type { Fixture } from "./desk.ts";
import { KEYS, type Step, words } from "./step.ts";

/** A desk that has fields, statuses and teams of its own to choose from. */
export async function sortable({ system }: Fixture): Promise<void> {
  await Workspace.defineField(system, { on: "TICKET", key: "red", label: "Red", type: "BOOLEAN" });
  const when = { key: "red", in: [true] };
  await Workspace.defineField(system, { on: "TICKET", key: "green", label: "Green", type: "TEXT", when });
  const needed = { requiredOnResolve: true, kinds: ["TASK" as const] };
  await Workspace.defineField(system, { on: "TICKET", key: "blue", label: "Blue", type: "NUMBER", ...needed });
  for (const [key, category] of [
    ["red", "OPEN"],
    ["green", "WAITING_ON_CUSTOMER"],
    ["blue", "RESOLVED"],
  ] as const) {
    await Workspace.defineStatus(system, { key, category, label: key, customerLabel: key });
    await Workspace.defineTeam(system, { key, label: key });
  }
}

const level = fc.constantFrom(...Ticket.LEVELS);
const value = fc.option(fc.oneof(words, fc.boolean(), fc.integer()));

/** A ticket becomes a problem of the customer's newest incident, and is resolved with it. */
const cascade =
  (text: string): Step =>
  async (f, problemId) => {
    await Ticket.changeKind(f.agent, { ticketId: problemId, kind: "PROBLEM" });
    const { id } = await f.openTicket({ kind: "INCIDENT" });
    await Ticket.link(f.agent, { ticketId: problemId, kind: "CAUSES", otherId: id });
    await Ticket.resolveProblem(f.agent, { problemId, text });
  };

/** Steps that say what a ticket is. */
export const sortings: readonly fc.Arbitrary<Step>[] = [
  fc.tuple(fc.constantFrom(...Ticket.PRIORITIES), fc.option(words, { nil: undefined })).map(
    ([priority, reason]): Step =>
      (f, ticketId) =>
        Ticket.changePriority(f.agent, { ticketId, priority, reason }),
  ),
  fc.constantFrom(...Ticket.KINDS).map(
    (kind): Step =>
      (f, ticketId) =>
        Ticket.changeKind(f.agent, { ticketId, kind }),
  ),
  fc.option(words).map(
    (category): Step =>
      (f, ticketId) =>
        Ticket.changeCategory(f.agent, { ticketId, category }),
  ),
  fc.tuple(level, level).map(
    ([impact, urgency]): Step =>
      async (f, ticketId) => {
        await Ticket.changeKind(f.agent, { ticketId, kind: "INCIDENT" });
        await Ticket.changeImpact(f.agent, { ticketId, impact, urgency });
      },
  ),
  fc.option(fc.constantFrom(...KEYS)).map(
    (team): Step =>
      (f, ticketId) =>
        Ticket.changeTeam(f.agent, { ticketId, team }),
  ),
  fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 3 }).map(
    (values): Step =>
      (f, ticketId) =>
        Ticket.changeFields(f.agent, { ticketId, values }),
  ),
  fc.constantFrom(...KEYS).map(
    (customStatus): Step =>
      (f, ticketId) =>
        Ticket.changeStatus(f.agent, { ticketId, customStatus }),
  ),
  fc.tuple(fc.constantFrom(...KEYS), words).map(
    ([customStatus, text]): Step =>
      (f, ticketId) =>
        Ticket.reply(f.agent, { ticketId, text, customStatus }),
  ),
  words.map(cascade),
];
