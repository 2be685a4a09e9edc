import * as Agent from "../../src/agent/index.ts";
import * as Customer from "../../src/customer/index.ts";
import { HOUR } from "../../src/kernel/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import type { Fixture } from "./desk.ts";

const PHONE = { kind: "PHONE", value: "+49 30 901820" } as const;
const HANDLE = { kind: "SOCIAL", network: "mastodon", value: "@new" } as const;
/** One field, status and team of the company's own. */
export async function sortable({ system }: Fixture): Promise<void> {
  await Workspace.defineField(system, { on: "TICKET", key: "frame", label: "Frame", type: "TEXT" });
  await Workspace.defineStatus(system, { key: "triage", category: "NEW", label: "Triage", customerLabel: "Received" });
  await Workspace.defineTeam(system, { key: "workshop", label: "Workshop" });
}

const atMost = (trips: number, read: number, write: number) => ({ trips, read, write });

/**
 * The bounds of docs/decisions/0005-request-units.md, by the formula: a strong read of a state 1 R; in the
 * transaction 2 W a KB of state and of each event, 1 W for each event on the log, 2 W for each record, and for
 * the state's index arms 1 W (new, gone, same key) or 2 W (key moved). Who the caller is, is known already.
 */
export const BOUNDS: Readonly<
  Record<string, { run: (f: Fixture, id: string) => Promise<unknown>; bound: ReturnType<typeof atMost> }>
> = {
  // customer 1 R, pointer 0.5 R, number 1 W; state 2 + 3 arms, two events 4 + 2 log, number record 2, key 2
  "open with a key": {
    run: (f) => Ticket.open(f.agent, { customerId: f.customerId, subject: "S", text: "T", idempotencyKey: "k" }),
    bound: atMost(4, 1.5, 16),
  },
  // state 2, event 2 + 1 log; the activity minute and the status move: 2 + 1
  "first public answer": {
    run: (f, ticketId) => Ticket.reply(f.agent, { ticketId, text: "R" }),
    bound: atMost(2, 1, 9),
  },
  "note in the same minute": {
    run: (f, ticketId) => Ticket.note(f.agent, { ticketId, text: "N" }),
    bound: atMost(2, 1, 5),
  },
  "customer's message": {
    run: (f, ticketId) => Ticket.addMessage(f.customer, { ticketId, text: "M" }),
    bound: atMost(2, 1, 5),
  },
  // beside the ticket the assignee, who must be there, and the configuration that says what it costs; their load 2 W
  assign: {
    run: (f, ticketId) => Ticket.assign(f.agent, { ticketId, assigneeId: f.agentId }),
    bound: atMost(4, 2.5, 11),
  },
  snooze: {
    run: (f, ticketId) => Ticket.snooze(f.agent, { ticketId, until: f.clock.now() + HOUR }),
    bound: atMost(2, 1, 10),
  },
  resolve: { run: (f, ticketId) => Ticket.resolve(f.agent, { ticketId }), bound: atMost(3, 1.5, 10) },
  // lists are filtered by tags: state 2, event 2 + 1 log, and each of three arms shows them
  tag: { run: (f, ticketId) => Ticket.tag(f.agent, { ticketId, tags: ["a"] }), bound: atMost(2, 1, 8) },
  // the pointer of the configuration 0.5 R; beside state and event the row of the values, 2
  "change fields": {
    run: (f, ticketId) => Ticket.changeFields(f.agent, { ticketId, values: { frame: "NB-1" } }),
    bound: atMost(3, 1.5, 7),
  },
  // lists show it: three index arms of the same key
  "change the team": {
    run: (f, ticketId) => Ticket.changeTeam(f.agent, { ticketId, team: "workshop" }),
    bound: atMost(3, 1.5, 8),
  },
  "a status of the company's own": {
    run: (f, ticketId) => Ticket.changeStatus(f.agent, { ticketId, customStatus: "triage" }),
    bound: atMost(3, 1.5, 8),
  },
  // who is merged into the customer 0.5 R, one Query of their tickets 0.5 R, then the nearest, 0.5 R each
  "suggest duplicates": {
    run: (f) => Ticket.suggestDuplicates(f.agent, { customerId: f.customerId, subject: "Chain" }),
    bound: atMost(3, 1.5, 0),
  },
  "log time": { run: (f, ticketId) => Ticket.logTime(f.agent, { ticketId, minutes: 5 }), bound: atMost(2, 1, 5) },
  // the watchers are 2 W beside the state and the event
  follow: { run: (f, ticketId) => Ticket.follow(f.agent, { ticketId }), bound: atMost(3, 2, 7) },
  // no transaction, no event
  "announce presence": {
    run: (f, ticketId) => Ticket.announcePresence(f.agent, { ticketId, activity: "TYPING" }),
    bound: atMost(2, 1, 1),
  },
  "save a draft": {
    run: (f, ticketId) => Ticket.saveDraft(f.agent, { ticketId, kind: "REPLY", text: "D" }),
    bound: atMost(3, 2, 2),
  },
  // work and relation leave, the place among the active moves
  delete: { run: (f, ticketId) => Ticket.remove(f.admin, { ticketId }), bound: atMost(2, 1, 10) },
  // the drafts 2 R, the history 1 R and more by its length; one row gets other words
  "redact a text of one entry": {
    run: (f, ticketId) => Ticket.redactText(f.admin, { ticketId, text: "climb", reason: "asked to" }),
    bound: atMost(4, 4, 7),
  },
  // state and presence 1 R each, one row
  "set one's presence": { run: (f) => Agent.setPresence(f.agent, { state: "AWAY" }), bound: atMost(3, 2, 1) },
  // state 2 + 1 arm, event 2 + 1 log, the address and the presence 2 each
  "offboard an agent": {
    run: (f) => Agent.offboard(f.admin, { agentId: f.agentId }),
    bound: atMost(2, 1, 12),
  },
  // the number of admins 1 R and 2 W more, the roster of the desk 2; the first list of a desk needs no index
  "create an admin": {
    run: (f) => Agent.create(f.admin, { name: "Al", email: "al@northwind.example", roles: ["admin"] }),
    bound: atMost(2, 1, 12),
  },
  "wake for nothing": { run: (f, ticketId) => Ticket.wake(f.system, ticketId), bound: atMost(1, 1, 0) },
  // state 2 + 1 arm, event 2 + 1 log, guard 2; with an address that may be a company's, 1 arm more
  "create a customer": { run: (f) => Customer.upsert(f.agent, { email: "new@gmail.com" }), bound: atMost(2, 1, 8) },
  "create a customer of a company": {
    run: (f) => Customer.upsert(f.agent, { email: "new@acme.example" }),
    bound: atMost(2, 1, 9),
  },
  "create a customer known by three things": {
    run: (f) => Customer.upsert(f.agent, { email: "new@gmail.com", identities: [PHONE, HANDLE] }),
    bound: atMost(2, 3, 12),
  },
  "find a known customer": {
    run: (f) => Customer.upsert(f.agent, { email: "eve@example.com" }),
    bound: atMost(2, 2, 0),
  },
};
