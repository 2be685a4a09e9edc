import { invalid, limit } from "../../kernel/index.ts";
import { INVERSE, type LinkKind, MAX_INCIDENTS, MAX_LINKS, type ManualLink } from "../link/kinds.ts";
import type { Ticket } from "../schema/index.ts";
import type { Drafts } from "./spoken.ts";

export const linked = (kind: LinkKind, ticketId: string): Drafts => [
  { type: "ticket.linked", payload: { kind, ticketId } },
];

export const unlinked = (kind: LinkKind, ticketId: string): Drafts => [
  { type: "ticket.unlinked", payload: { kind, ticketId } },
];

/** What must hold before two tickets are connected; closed ones may be (DOMAIN 2). */
export function assertLinkable(ticket: Ticket, kind: ManualLink, other: Ticket): void {
  const [incident, problem] = kind === "CAUSED_BY" ? [ticket, other] : [other, ticket];
  if ((kind === "CAUSED_BY" || kind === "CAUSES") && !(incident.kind === "INCIDENT" && problem.kind === "PROBLEM")) {
    throw invalid("An incident is caused by a problem: change the kinds of the tickets first, or use RELATES.", [
      "kind",
    ]);
  }
  assertRoom(ticket, kind, "ticketId");
  assertRoom(other, INVERSE[kind], "otherId");
}

/** @throws LIMIT when a ticket has as many links as it can have */
export function assertRoom({ id, linkCount = 0, incidentCount = 0 }: Ticket, kind: ManualLink, path: string): void {
  if (kind === "CAUSES" && incidentCount >= MAX_INCIDENTS) {
    throw limit(`A problem has at most ${MAX_INCIDENTS} incidents; open a second one beside ${id}.`, MAX_INCIDENTS, [
      path,
    ]);
  }
  if (kind !== "CAUSES" && linkCount - incidentCount >= MAX_LINKS) {
    throw limit(`A ticket has at most ${MAX_LINKS} links; remove one of ${id} first.`, MAX_LINKS, [path]);
  }
}

export const assertNotItself = (ticketId: string, otherId: string): void => {
  if (ticketId === otherId) throw invalid("A ticket is not linked to itself; name another one.", ["otherId"]);
};

export const wouldCycle = (kind: ManualLink) =>
  invalid(`This ${kind} link would lead back to where it begins; remove the link that leads there first.`, ["otherId"]);
