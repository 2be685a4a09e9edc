import * as Agent from "../../src/agent/index.ts";
import * as App from "../../src/app/index.ts";
import * as Key from "../../src/key/index.ts";
import type { Call } from "./configuring.ts";

/** What is done to agents and apps, with an input that works for whoever may. */
export const APP_WRITES: Readonly<Record<string, Call>> = {
  "agent.changeProfile": (ctx, { agentId }, key) => Agent.changeProfile(ctx, { agentId, name: "Ada L.", ...key }),
  "agent.changeRoles": (ctx, { agentId }, key) => Agent.changeRoles(ctx, { agentId, roles: ["team_lead"], ...key }),
  "agent.changeTeams": (ctx, { agentId }, key) => Agent.changeTeams(ctx, { agentId, teams: ["seeded"], ...key }),
  "agent.suspend": (ctx, { agentId }, key) => Agent.suspend(ctx, { agentId, ...key }),
  "agent.reinstate": (ctx, { agentId }, key) => Agent.reinstate(ctx, { agentId, ...key }),
  "app.create": (ctx, _, key) => App.create(ctx, { name: "Shop", scopes: ["ticket:open"], ...key }),
  "app.rename": (ctx, { appId }, key) => App.rename(ctx, { appId, name: "Store", ...key }),
  "app.changeScopes": (ctx, { appId }, key) => App.changeScopes(ctx, { appId, scopes: ["ticket:read"], ...key }),
  "app.disable": (ctx, { appId }, key) => App.disable(ctx, { appId, ...key }),
  "app.enable": (ctx, { appId }, key) => App.enable(ctx, { appId, ...key }),
  "key.mintForApp": (ctx, { appId }, key) => Key.mintForApp(ctx, { appId, name: "Production", ...key }),
};
