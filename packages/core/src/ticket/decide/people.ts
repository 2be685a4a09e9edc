import { type Draft, emailKey, invalid, limit } from "../../kernel/index.ts";
import type { Events } from "../events/index.ts";
import type { Watchers } from "../people/watchers.ts";
import { MAX_CCS, MAX_FOLLOWERS, type Ticket } from "../schema/index.ts";
import { assertNotClosed } from "../status.ts";
import type { Drafts } from "./spoken.ts";
import { unique } from "./unique.ts";

/** Those who follow already change nothing. @throws LIMIT over 50 */
export function follow({ followers }: Watchers, agentIds: readonly string[], path: string): Drafts {
  const fresh = unique(agentIds).filter((one) => !followers.includes(one));
  if (followers.length + fresh.length > MAX_FOLLOWERS) {
    throw limit(`At most ${MAX_FOLLOWERS} agents follow a ticket; let somebody unfollow it first.`, MAX_FOLLOWERS, [
      path,
    ]);
  }
  return fresh.length === 0 ? [] : [{ type: "ticket.followed", payload: { agentIds: fresh } }];
}

export const unfollow = ({ followers }: Watchers, agentId: string): Drafts =>
  followers.includes(agentId) ? [{ type: "ticket.unfollowed", payload: { agentIds: [agentId] } }] : [];

export const nobodyNamed = () => invalid("Name the agent: only an agent follows without being named.", ["agentId"]);

/** The mentioned are told by an event of its own, which other systems see, and follow from then on. */
export function mention(watchers: Watchers, agentIds: readonly string[], sequence: number): Drafts {
  if (agentIds.length === 0) return [];
  return [
    { type: "ticket.mentioned", payload: { agentIds: [...agentIds], sequence } },
    ...follow(watchers, agentIds, "mentions"),
  ];
}

interface NewCc {
  readonly address: string;
  readonly name?: string | undefined;
}

/** The same mailbox again changes nothing. @throws TRANSITION when closed, LIMIT over 50 */
export function addCc(ticket: Ticket, { ccs }: Watchers, ccId: string, { address, name }: NewCc): Drafts {
  assertNotClosed(ticket.status);
  if (ccs.some((cc) => emailKey(cc.address) === emailKey(address))) return [];
  if (ccs.length >= MAX_CCS) {
    throw limit(`A ticket has at most ${MAX_CCS} CCs; remove one first.`, MAX_CCS, ["address"]);
  }
  return [ccAdded(ccId, { address, name })];
}

const ccAdded = (ccId: string, { address, name }: NewCc): Draft<Events> => ({
  type: "ticket.cc_added",
  payload: { ccId },
  content: name === undefined ? { address } : { address, name },
});

/** @throws TRANSITION when closed */
export function removeCc(ticket: Ticket, { ccs }: Watchers, address: string): Drafts {
  assertNotClosed(ticket.status);
  const found = ccs.find((cc) => emailKey(cc.address) === emailKey(address));
  return found ? [{ type: "ticket.cc_removed", payload: { ccId: found.id } }] : [];
}

/**
 * Those who watch what is merged into a ticket watch it too. Who finds no room is left out: a merge is not refused for
 * them.
 */
export function joined(own: Watchers, theirs: readonly Watchers[], newId: () => string, mostCcs: number): Drafts {
  const followers = unique(theirs.flatMap((one) => one.followers)).filter((one) => !own.followers.includes(one));
  const agentIds = followers.slice(0, MAX_FOLLOWERS - own.followers.length);
  const byMailbox = new Map(theirs.flatMap((one) => one.ccs).map((cc) => [emailKey(cc.address), cc]));
  for (const { address } of own.ccs) byMailbox.delete(emailKey(address));
  const ccs = [...byMailbox.values()].slice(0, Math.min(mostCcs, MAX_CCS - own.ccs.length));
  return [
    ...(agentIds.length === 0 ? [] : [{ type: "ticket.followed", payload: { agentIds } } as const]),
    ...ccs.map((cc) => ccAdded(newId(), cc)),
  ];
}
