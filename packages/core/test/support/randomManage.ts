import * as fc from "fast-check";
import * as Agent from "../../src/agent/index.ts";
import * as App from "../../src/app/index.ts";
import * as Customer from "../../src/customer/index.ts";
import * as Key from "../../src/key/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import * as View from "../../src/view/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { expectFold } from "./fold.ts";
import { peopleStep } from "./randomPeople.ts";
import { KEYS, type Step, words } from "./step.ts";

/** A step of somebody who manages the desk. */
export const manage: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: peopleStep, weight: 8 },
  words.map(
    (name): Step =>
      (f) =>
        Agent.changeProfile(f.admin, { agentId: f.agentId, name }),
  ),
  fc.subarray(["representative", "team_lead", "trainer"] as const, { minLength: 1 }).map(
    (roles): Step =>
      (f) =>
        Agent.changeRoles(f.admin, { agentId: f.agentId, roles }),
  ),
  fc.tuple(fc.option(words), fc.option(words, { nil: undefined }), fc.constantFrom("de-AT", null, undefined)).map(
    ([displayName, signature, locale]): Step =>
      (f) =>
        Agent.changeProfile(f.admin, { agentId: f.agentId, displayName, signature, locale }),
  ),
  fc
    .constantFrom(null, { timeZone: "Europe/Berlin", intervals: [{ day: "MON", from: "09:00", to: "17:00" }] } as const)
    .map(
      (hours): Step =>
        (f) =>
          Agent.changeHours(f.admin, {
            agentId: f.agentId,
            hours: hours && { ...hours, intervals: [...hours.intervals] },
          }),
    ),
  fc.tuple(words, fc.constantFrom("accept", "withdraw", "leave")).map(
    ([name, then]): Step =>
      async (f) => {
        const { agent: made } = await Key.invite(f.admin, { name, email: "bo@northwind.example", roles: ["admin"] });
        const agentId = made.id;
        await Key.reinvite(f.admin, { agentId });
        if (then === "withdraw") await Key.withdrawInvitation(f.admin, { agentId });
        else {
          await Key.acceptInvitation(f.as({ kind: "agent", workspaceId: f.system.workspaceId, agentId }));
          await Agent.offboard(f.admin, { agentId });
        }
        await expectFold(f, Agent.agent, agentId);
      },
  ),
  fc.constant<Step>((f) => Agent.suspend(f.admin, { agentId: f.agentId })),
  fc.constant<Step>((f) => Agent.reinstate(f.admin, { agentId: f.agentId })),
  fc.constant<Step>(async (f) => {
    const { key } = await Key.mint(f.agent, {});
    await Key.revoke(f.admin, { keyId: key.id });
  }),
  fc.subarray(["ticket:read", "ticket:open", "customer:read"] as const).map(
    (scopes): Step =>
      async (f) => {
        const { object } = await App.create(f.admin, { name: "Shop", scopes: ["ticket:read"] });
        await App.changeScopes(f.admin, { appId: object.id, scopes: [...scopes] });
        const { key } = await Key.mintForApp(f.admin, { appId: object.id });
        await App.disable(f.admin, { appId: object.id });
        await Key.revoke(f.admin, { keyId: key.id });
        await expectFold(f, App.app, object.id);
      },
  ),
  fc.record({ name: fc.option(words, { nil: undefined }), locale: fc.constantFrom("de", "en", undefined) }).map(
    ({ name, locale }): Step =>
      (f) =>
        Customer.update(f.admin, {
          customerId: f.customerId,
          ...(name ? { name } : {}),
          ...(locale ? { locale } : {}),
        }),
  ),
  fc.integer({ min: 1, max: 30 }).map(
    (autoCloseDays): Step =>
      (f) =>
        Workspace.changeSettings(f.admin, { autoCloseDays }),
  ),
  words.map(
    (name): Step =>
      (f) =>
        Workspace.addAddress(f.admin, { address: "sales@northwind.example", name }),
  ),
  fc
    .record({
      name: words,
      priority: fc.constantFrom(...Ticket.PRIORITIES),
      sharing: fc.constantFrom(...View.SHARINGS),
    })
    .map(
      ({ name, priority, sharing }): Step =>
        async (f) => {
          const { object } = await View.create(f.admin, { name, filter: { priority: [priority] }, sharing });
          await View.update(f.admin, { viewId: object.id, filter: { not: { priority: [priority] } } });
          await expectFold(f, View.view, object.id);
          await View.remove(f.admin, { viewId: object.id });
          await expectFold(f, View.view, object.id);
        },
    ),
  fc.constant<Step>((f) => Workspace.removeAddress(f.admin, { address: "sales@northwind.example" })),
  fc.constantFrom(...KEYS).map(
    (key): Step =>
      (f) =>
        Workspace.defineTeam(f.admin, { key, label: key }),
  ),
  fc.subarray([...KEYS]).map(
    (teams): Step =>
      (f) =>
        Agent.changeTeams(f.admin, { agentId: f.agentId, teams }),
  ),
  fc.tuple(fc.constantFrom(...KEYS), fc.option(fc.constantFrom(...KEYS), { nil: undefined })).map(
    ([key, parent]): Step =>
      (f) =>
        Workspace.defineCategory(f.admin, { key, label: key, ...(parent ? { parent } : {}) }),
  ),
  fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom("own", "team", "all")).map(
    ([key, scope]): Step =>
      (f) =>
        Workspace.defineRole(f.admin, { key, label: key, grants: [{ permission: "ticket:read", scope }] }),
  ),
  fc.constantFrom(...KEYS).map(
    (key): Step =>
      (f) =>
        Agent.changeRoles(f.admin, { agentId: f.agentId, roles: ["trainer"], customRoles: [key] }),
  ),
);
