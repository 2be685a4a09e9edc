import * as Agent from "@switchboard/core/agent";
import * as App from "@switchboard/core/app";
import * as Customer from "@switchboard/core/customer";
import type { Desk } from "@switchboard/core/desk";
import { type Actor, type Clock, isRefusal } from "@switchboard/core/kernel";
import { recent } from "./recent.ts";
import type { CustomerFacts, Who } from "./who.ts";

/** How late it shows that an address moved to another agent, or that two customers became one. */
const REMEMBERED_MS = 30_000;

/** Finds who a token speaks of; null when there is nobody, or nobody any more. */
export function resolver(desk: Pick<Desk, "as">, clock: Clock) {
  const known = recent<string>(clock, REMEMBERED_MS);
  const visitorKey = (workspaceId: string, visitorId: string) => JSON.stringify(["visitor", workspaceId, visitorId]);
  const platform = (workspaceId: string) => desk.as({ kind: "system", workspaceId, name: "customer-sign-in" });

  async function customerOf(workspaceId: string, facts: CustomerFacts): Promise<string | null> {
    const { customerId, externalId, email, visitorId } = facts;
    const key = JSON.stringify(["customer", workspaceId, customerId, externalId, email, visitorId]);
    return known.through(key, async () => {
      const found = await Customer.signIn(platform(workspaceId), facts);
      // Who was let in as that visitor a moment ago is not let in again.
      if (visitorId !== undefined) known.forget(visitorKey(workspaceId, visitorId));
      return found;
    });
  }

  /** Whoever an issuer speaks for: an app of the desk's own that was disabled is out, by whatever it comes. */
  async function isShutOut(actor: Actor): Promise<boolean> {
    if (actor.kind !== "app") return false;
    const { workspaceId, appId } = actor;
    const find = async () => ((await App.isDisabled(platform(workspaceId), appId)) ? null : "open");
    return (await known.through(JSON.stringify(["app", workspaceId, appId]), find)) === null;
  }

  return async (who: Who, workspaceId: string): Promise<Actor | null> => {
    switch (who.is) {
      case "actor":
        return (await isShutOut(who.actor)) ? null : who.actor;
      case "agent": {
        const find = () => Agent.idByEmail(platform(workspaceId), who.email);
        const agentId = await known.through(JSON.stringify(["agent", workspaceId, who.email]), find);
        return agentId === null ? null : { kind: "agent", workspaceId, agentId };
      }
      case "customer": {
        const customerId = await orNobody(customerOf(workspaceId, who.facts));
        return customerId === null ? null : { kind: "customer", workspaceId, customerId };
      }
      case "visitor": {
        const visit = () => Customer.visit(platform(workspaceId), { visitorId: who.visitorId });
        const customerId = await orNobody(known.through(visitorKey(workspaceId, who.visitorId), visit));
        return customerId === null ? null : { kind: "visitor", workspaceId, customerId };
      }
    }
  };
}

/** What core takes for no id or address names nobody. Another failure says nothing about the token. */
async function orNobody(found: Promise<string | null>): Promise<string | null> {
  try {
    return await found;
  } catch (e) {
    if (isRefusal(e) && (e.code === "VALIDATION" || e.code === "BAD_USER_INPUT")) return null;
    throw e;
  }
}
