import * as Count from "@switchboard/core/count";
import { connect, type Desk } from "@switchboard/core/desk";
import * as Incident from "@switchboard/core/incident";
import { type Actor, type Clock, type Ctx, DAY, type Ids, seededIds, systemClock } from "@switchboard/core/kernel";
import * as Sla from "@switchboard/core/sla";
import * as Ticket from "@switchboard/core/ticket";
import { AGENTS, type AgentName, type CustomerName, STAFF } from "./company.ts";
import { configure, furnish, keyOf } from "./configuration.ts";
import { addDemoPeople, type People, staffToday } from "./people.ts";
import { remembering } from "./remembering.ts";
import { CALENDAR, configureWork, equip } from "./routing.ts";
import { ORDERS } from "./stories/orders.ts";
import { OUTAGE } from "./stories/outage.ts";
import { QUESTIONS } from "./stories/questions.ts";
import { REPAIRS } from "./stories/repairs.ts";
import { RETURNS } from "./stories/returns.ts";
import { type Step, type Story, spanOf, type Verb } from "./story.ts";
import { addWords } from "./words.ts";

export const STORIES: readonly Story[] = [...ORDERS, ...REPAIRS, ...RETURNS, ...QUESTIONS, ...OUTAGE].sort(
  (a, b) => spanOf(b.ago) - spanOf(a.ago),
);

const SEED = "northwind-bikes";
/** Demo people joined before anything happened. */
export const JOINED_BEFORE = 60 * DAY;

/** A desk seen at another time, with ids that follow from a seed: the demo happens when its stories say. */
export function deskAt(desk: Desk, at: number, seed: string) {
  let now = at;
  const clock: Clock = { now: () => now, sleep: (ms) => systemClock.sleep(ms) };
  const ids: Ids = seededIds(`${SEED}:${seed}`, clock);
  return {
    as: (actor: Actor): Ctx => ({ ...desk.as(actor, { origin: "seed" }), clock, ids }),
    pass(ms: number) {
      now += ms;
    },
    now: () => now,
  };
}

/**
 * Tells the company's last weeks through the same operations everybody else uses. Nothing of it is live, so
 * nobody is mailed.
 */
export async function seedDemo(live: Desk, workspaceId: string, people: People): Promise<void> {
  const desk = connect({ table: remembering(live.table), clock: live.clock, ports: live.ports });
  const now = desk.clock.now();
  const early = deskAt(desk, now - JOINED_BEFORE, "people");
  await configure(early.as(systemOf({ workspaceId })));
  const { jonas, customers } = await addDemoPeople(early.as(systemOf({ workspaceId })));
  const { representative, specialist, trainer, manager, lead } = people.staff;
  await configureWork(early.as(systemOf({ workspaceId })), { lead, manager });
  await addWords(early.as(systemOf({ workspaceId })), CALENDAR.key);
  await equip(early.as(systemOf({ workspaceId })), { representative, jonas, specialist, trainer });
  await furnish(early.as(systemOf({ workspaceId })), {
    workshop: [specialist, trainer],
    sales: [representative, jonas, manager],
    lead: early.as({ kind: "agent", workspaceId, agentId: lead }),
    customers,
  });
  const agentIds = Object.fromEntries(
    Object.entries(STAFF).map(([role, { email }]) => [email, people.staff[role as keyof typeof STAFF]]),
  );
  const bySubject = new Map<string, Told>();
  const cast: Cast = { workspaceId, customers, bySubject, agent: (name) => agentIds[AGENTS[name].email] ?? jonas };
  const told: Promise<void>[] = [];
  for (const [i, story] of STORIES.entries()) {
    // Opened one by one, so that numbers count up with time; told side by side.
    const stage = deskAt(desk, now - spanOf(story.ago), String(i));
    const ticketId = await open(stage, cast, story);
    const done = tell(stage, cast, { story, ticketId, now });
    bySubject.set(story.subject, { ticketId, done });
    told.push(done);
  }
  await Promise.all(told);
  await staffToday(deskAt(desk, now, "staff").as(systemOf({ workspaceId })), { staff: people.staff, jonas });
  await startClocks(deskAt(desk, now, "clocks").as(systemOf({ workspaceId })));
  await Count.recount(deskAt(desk, now, "counts").as(systemOf({ workspaceId })));
}

/** Clocks follow what happens live: where work is left of what is told here, they are started at the end. */
async function startClocks(ctx: Ctx): Promise<void> {
  const { edges } = await Ticket.listByActivity(ctx, { status: [...Ticket.ACTIVE] }, { first: 100 });
  for (const { node } of edges) await Sla.follow(ctx, { ticketId: node.id });
}

type Stage = ReturnType<typeof deskAt>;

interface Cast {
  readonly workspaceId: string;
  readonly customers: Readonly<Record<CustomerName, string>>;
  readonly agent: (name: AgentName) => string;
  /** The tickets of the stories that have begun. */
  readonly bySubject: ReadonlyMap<string, Told>;
}

/** A ticket, and the end of its story: who joins it waits for that, so that the demo is always the same. */
interface Told {
  readonly ticketId: string;
  readonly done: Promise<void>;
}

async function open(stage: Stage, cast: Cast, story: Story): Promise<string> {
  const { from, takenBy, ago: _, steps: __, tags = [], category, ...facts } = story;
  // What nobody took on the phone came in by itself, sorted already: customers do not sort.
  const actor = takenBy ? actorOf(cast, from, takenBy) : systemOf(cast);
  const { object } = await Ticket.open(stage.as(actor), {
    ...facts,
    ...(category === undefined ? {} : { category: keyOf(category) }),
    tags: [...tags],
    customerId: cast.customers[from],
  });
  return object.id;
}

async function tell(stage: Stage, cast: Cast, told: { story: Story; ticketId: string; now: number }): Promise<void> {
  const { story, ticketId, now } = told;
  for (const [after, who, verb, what = ""] of story.steps ?? []) {
    stage.pass(spanOf(after));
    if (stage.now() > now) throw new RangeError(`the story "${story.subject}" goes on into the future`);
    await ACTS[verb](stage.as(actorOf(cast, story.from, who)), { ticketId, what, cast });
  }
}

function actorOf({ workspaceId, customers, agent }: Cast, from: CustomerName, who: Step[1]): Actor {
  if (who === "customer") return { kind: "customer", workspaceId, customerId: customers[from] };
  if (who === "clock") return systemOf({ workspaceId });
  return { kind: "agent", workspaceId, agentId: agent(who) };
}

const systemOf = ({ workspaceId }: Pick<Cast, "workspaceId">): Actor => ({ kind: "system", workspaceId, name: "seed" });

/** The ticket of an older story, once that one is told to its end. */
async function older({ bySubject }: Cast, subject: string): Promise<string> {
  const found = bySubject.get(subject);
  if (!found) throw new RangeError(`no older story is called "${subject}"`);
  await found.done;
  return found.ticketId;
}

/** What is true of the one major incident of the demo. */
const OUTAGE_DECLARED = {
  severity: "SEV2",
  audience: { text: "Whoever pays by card in the shop" },
  text: "Cards are refused at the end of an order. We are looking into it.",
} as const;

const rolesOf = (actor: Actor) =>
  actor.kind === "agent" ? [{ role: "INCIDENT_MANAGER" as const, agentId: actor.agentId }] : [];

/** The major incident that stands on a problem. */
async function declaredOn(ctx: Ctx, problemId: string): Promise<string> {
  const found = await Incident.ofTicket(ctx, problemId);
  if (!found) throw new RangeError("nothing was declared on this problem");
  return found.id;
}

type Act = (
  ctx: Ctx,
  on: { readonly ticketId: string; readonly what: string; readonly cast: Cast },
) => Promise<unknown>;

const ACTS: Readonly<Record<Verb, Act>> = {
  says: (ctx, { ticketId, what }) => Ticket.addMessage(ctx, { ticketId, text: what }),
  replies: (ctx, { ticketId, what }) => Ticket.reply(ctx, { ticketId, text: what }),
  "replies and resolves": (ctx, { ticketId, what }) => Ticket.reply(ctx, { ticketId, text: what, status: "RESOLVED" }),
  notes: (ctx, { ticketId, what }) => Ticket.note(ctx, { ticketId, text: what }),
  "merges into": async (ctx, { ticketId, what, cast }) =>
    Ticket.merge(ctx, { sourceIds: [ticketId], targetId: await older(cast, what) }),
  causes: async (ctx, { ticketId, what, cast }) =>
    Ticket.link(ctx, { ticketId, kind: "CAUSES", otherId: await older(cast, what) }),
  declares: (ctx, { ticketId, what }) =>
    Incident.declare(ctx, { ...OUTAGE_DECLARED, problemId: ticketId, title: what, roles: rolesOf(ctx.actor) }),
  informs: async (ctx, { ticketId, what }) => {
    const incidentId = await declaredOn(ctx, ticketId);
    await Incident.postUpdate(ctx, { incidentId, status: "MONITORING", text: what, public: true });
  },
  "resolves with its incidents": async (ctx, { ticketId, what }) =>
    Incident.resolve(ctx, { incidentId: await declaredOn(ctx, ticketId), text: what }),
  "hands to": (ctx, { ticketId, what }) => Ticket.changeTeam(ctx, { ticketId, team: what }),
  "moves to": (ctx, { ticketId, what }) => Ticket.changeStatus(ctx, { ticketId, customStatus: what }),
  assigns: (ctx, { ticketId, what, cast }) =>
    Ticket.assign(ctx, { ticketId, assigneeId: cast.agent(what as AgentName) }),
  tags: (ctx, { ticketId, what }) => Ticket.tag(ctx, { ticketId, tags: what.split(" ") }),
  prioritises: (ctx, { ticketId, what }) =>
    Ticket.changePriority(ctx, { ticketId, priority: what as Ticket.Ticket["priority"] }),
  "sorts under": (ctx, { ticketId, what }) => Ticket.changeCategory(ctx, { ticketId, category: keyOf(what) }),
  "waits for": (ctx, { ticketId, what }) =>
    Ticket.changeStatus(ctx, { ticketId, status: what as "WAITING_ON_CUSTOMER" | "WAITING_ON_THIRD_PARTY" }),
  "snoozes for": (ctx, { ticketId, what }) => Ticket.snooze(ctx, { ticketId, until: ctx.clock.now() + spanOf(what) }),
  resolves: (ctx, { ticketId }) => Ticket.resolve(ctx, { ticketId }),
  reopens: (ctx, { ticketId }) => Ticket.reopen(ctx, { ticketId }),
  closes: (ctx, { ticketId }) => Ticket.close(ctx, { ticketId }),
};
