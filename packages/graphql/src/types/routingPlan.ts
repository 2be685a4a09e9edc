import * as Routing from "@switchboard/core/routing";
import type { PlannedChange } from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { rule } from "../rule.ts";
import { enumOf } from "./enums.ts";
import { ConfigurationInput, configurationOf } from "./routingConfig.ts";

const Severity = enumOf<Routing.Severity>("RoutingFindingSeverity", "How bad a finding is.", {
  ERROR: "Something never works.",
  WARNING: "Something may not be meant so.",
});

const RoutingFinding = builder.objectRef<Routing.Finding>("RoutingFinding").implement({
  description: "Something that is wrong with a configuration of routing, beside the people of the desk.",
  fields: (t) => ({
    code: t.exposeString("code", { description: "A word for it that stays; docs/routing.md lists them." }),
    severity: t.expose("severity", { type: Severity, description: "How bad it is." }),
    path: t.stringList({
      description: "Where in the configuration.",
      resolve: ({ path }) => path.map(String),
    }),
    message: t.exposeString("message", { description: "What is wrong, and what to do." }),
  }),
});

const RoutingChange = builder.objectRef<PlannedChange>("RoutingChange").implement({
  description: "A part of the configuration that would be another.",
  fields: (t) => ({
    part: t.exposeString("part", { description: "Which part." }),
    before: t.field({
      type: "JSON",
      nullable: true,
      description: "As it is; of lists what goes.",
      resolve: (c) => c.before,
    }),
    after: t.field({
      type: "JSON",
      nullable: true,
      description: "As it would be; of lists what comes.",
      resolve: (c) => c.after,
    }),
  }),
});

const RoutingPlan = builder.objectRef<Routing.CheckedPlan>("RoutingPlan").implement({
  description: "What a configuration of routing would change.",
  fields: (t) => ({
    configVersion: t.exposeInt("configVersion", { description: "The version it was compared with." }),
    changes: t.field({
      type: [RoutingChange],
      description: "The parts that would be others: six at most.",
      resolve: ({ changes }) => [...changes],
    }),
    findings: t.field({
      ...rule("What would be wrong with it, beside the people of the desk.", { size: 20 }),
      type: [RoutingFinding],
      resolve: ({ findings }) => [...findings],
    }),
  }),
});

builder.queryField("planRouting", (t) =>
  t.field({
    ...rule(
      "What `configureRouting` would change and what would be wrong with it, without doing it; refused as that one is. Without a configuration: what is wrong with the one in force.",
      {
        permission: "workspace:configure",
        cost: 20,
      },
    ),
    type: RoutingPlan,
    nullable: true,
    args: {
      configuration: t.arg({ type: ConfigurationInput, description: "What should be in force." }),
    },
    resolve: (_, { configuration }, { ctx }) => Routing.plan(ctx, configurationOf(configuration ?? {})),
  }),
);
