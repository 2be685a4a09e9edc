import { DAY, invalid } from "@switchboard/core/kernel";
import * as Core from "@switchboard/core/routing";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { ConfigurationInput, configurationOf } from "./routingConfig.ts";

const Totals = builder.objectRef<Core.Totals>("SimulatedTotals").implement({
  description: "What one of the two worlds comes to.",
  fields: (t) => ({
    assigned: t.exposeInt("assigned", { description: "How many tickets somebody got." }),
    waiting: t.exposeInt("waiting", { description: "How many waited at the end." }),
    meanWait: t.expose("meanWaitMs", {
      type: "Duration",
      nullable: true,
      description: "How long those waited that somebody got, on average.",
    }),
    medianWait: t.expose("p50WaitMs", {
      type: "Duration",
      nullable: true,
      description: "How long half of them waited at most.",
    }),
    p95Wait: t.expose("p95WaitMs", {
      type: "Duration",
      nullable: true,
      description: "How long 95 % of them waited at most.",
    }),
  }),
});

type Breaches = Core.Simulated["breaches"][number];

interface Line extends Core.Comparison {
  readonly breaches: Breaches | undefined;
}

const Line = builder.objectRef<Line>("SimulatedTicket").implement({
  description: "A ticket in both worlds.",
  fields: (t) => ({
    ticketId: t.exposeID("ticketId", { description: "Which." }),
    queue: t.exposeString("queue", { description: "The key of the queue it waited in." }),
    eligibleSince: t.expose("eligibleSince", { type: "DateTime", description: "Since when it waited." }),
    recordedAgentId: t.id({ nullable: true, description: "Who got it.", resolve: ({ recorded }) => recorded?.agentId }),
    recordedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When.",
      resolve: ({ recorded }) => recorded?.at,
    }),
    simulatedAgentId: t.id({
      nullable: true,
      description: "Who would have got it.",
      resolve: ({ simulated }) => simulated?.agentId,
    }),
    simulatedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When they would have.",
      resolve: ({ simulated }) => simulated?.at,
    }),
    same: t.exposeBoolean("isSame", { description: "Whether both are the same." }),
    says: t.exposeString("says", { nullable: true, description: "Why not whoever got it, where it is another." }),
    recordedBreaches: t.int({
      description: "How many service levels were missed.",
      resolve: ({ breaches }) => breaches?.recorded.length ?? 0,
    }),
    simulatedBreaches: t.int({
      description: "How many would have been.",
      resolve: ({ breaches }) => breaches?.simulated.length ?? 0,
    }),
  }),
});

const Simulation = builder.objectRef<Core.Simulated>("RoutingSimulation").implement({
  description: "What another configuration would have made of a stretch of time, beside what happened.",
  fields: (t) => ({
    until: t.expose("until", { type: "DateTime", description: "How far it goes: to the end, or to where it was cut." }),
    cut: t.exposeBoolean("isCut", { description: "Whether there was more than is looked at." }),
    withoutFacts: t.exposeInt("withoutFacts", { description: "Decisions left out because their facts are not kept." }),
    recorded: t.field({ type: Totals, description: "What happened.", resolve: ({ recorded }) => recorded }),
    simulated: t.field({ type: Totals, description: "What would have.", resolve: ({ simulated }) => simulated }),
    different: t.exposeInt("different", { description: "How many lines differ." }),
    recordedBreaches: t.int({
      description: "How many service levels were missed.",
      resolve: ({ breaches }) => breaches.reduce((sum, { recorded }) => sum + recorded.length, 0),
    }),
    simulatedBreaches: t.int({
      description: "How many would have been.",
      resolve: ({ breaches }) => breaches.reduce((sum, { simulated }) => sum + simulated.length, 0),
    }),
    tickets: t.field({
      ...rule("The first lines, those that differ in front: 100 unless `first` says fewer.", { size: 20 }),
      type: [Line],
      args: { first: t.arg.int({ description: "At most so many, 1 to 100." }) },
      resolve: (simulation, { first }) => linesOf(simulation, Math.min(100, Math.max(1, first ?? 100))),
    }),
  }),
});

function linesOf({ tickets, breaches }: Core.Simulated, first: number): Line[] {
  const byTicket = new Map(breaches.map((one) => [one.ticketId, one]));
  const inOrder = [...tickets].sort((a, b) => Number(a.isSame) - Number(b.isSame));
  return inOrder.slice(0, first).map((line) => ({ ...line, breaches: byTicket.get(line.ticketId) }));
}

/** One request answers within seconds: what is longer is for core, in a process that has the time. */
const MOST_DAYS = 7;

builder.queryField("simulateRouting", (t) =>
  t.field({
    ...rule(
      "Who would have got which ticket, when, and which service levels would have been missed under another configuration, in at most 7 days; without one it is what happened. With a configuration it takes `workspace:configure` too.",
      { permission: "workspace:read_log", cost: 2_000 },
    ),
    type: Simulation,
    nullable: true,
    args: {
      from: t.arg({ type: "DateTime", required: true, description: "From this time." }),
      to: t.arg({ type: "DateTime", required: true, description: "To this time, included." }),
      configuration: t.arg({
        type: ConfigurationInput,
        description: "What would have been in force; what is not given is as it is now.",
      }),
      capacityPercent: t.arg.int({
        description: "What everybody could have carried, in percent, 1 to 1,000; 100 unless said.",
      }),
    },
    resolve: (_, { from, to, configuration, capacityPercent }, { ctx }) => {
      if (to - from > MOST_DAYS * DAY) throw invalid(`Ask for at most ${MOST_DAYS} days.`, ["from"]);
      return Core.simulate(ctx, {
        from,
        to,
        ...(configuration ? { configuration: configurationOf(configuration) } : {}),
        ...(capacityPercent == null ? {} : { capacityPercent }),
      });
    },
  }),
);
