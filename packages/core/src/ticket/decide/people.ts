import { emailKey, invalid, limit } from "../../kernel/index.ts";
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
  const content = name === undefined ? { address } : { address, name };
  return [{ type: "ticket.cc_added", payload: { ccId }, content }];
}

/** @throws TRANSITION when closed */
export function removeCc(ticket: Ticket, { ccs }: Watchers, address: string): Drafts {
  assertNotClosed(ticket.status);
  const found = ccs.find((cc) => emailKey(cc.address) === emailKey(address));
  return found ? [{ type: "ticket.cc_removed", payload: { ccId: found.id } }] : [];
}
