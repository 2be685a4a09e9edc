import { invalid } from "../../kernel/index.ts";
import type { Level, Matrix } from "../../workspace/index.ts";
import { hasImpact } from "../impact.ts";
import type { Ticket } from "../schema/index.ts";
import { assertNotClosed } from "../status.ts";
import type { Drafts } from "./spoken.ts";

interface Weight {
  readonly impact: Level;
  readonly urgency: Level;
}

/** The priority follows; where somebody had set another one, that is over. */
export function changeImpact(ticket: Ticket, { impact, urgency }: Weight, matrix: Matrix): Drafts {
  assertNotClosed(ticket.status);
  assertHasImpact(ticket.kind);
  if (ticket.impact === impact && ticket.urgency === urgency) return [];
  const previous = ticket.impact && ticket.urgency ? { impact: ticket.impact, urgency: ticket.urgency } : null;
  return [
    { type: "ticket.impact_changed", payload: { impact, urgency, previous } },
    ...prioritised(ticket, matrix[impact][urgency], undefined),
  ];
}

/**
 * `follows` is what impact and urgency make of it, if it has them.
 *
 * @throws VALIDATION when that is overridden without a reason
 */
export function changePriority(
  ticket: Ticket,
  { priority, reason }: { readonly priority: Ticket["priority"]; readonly reason?: string | undefined },
  follows: Ticket["priority"] | null,
): Drafts {
  assertNotClosed(ticket.status);
  if (follows !== null && follows !== priority && ticket.priority !== priority && reason === undefined) {
    throw invalid(`${follows} follows from its impact and urgency: say why it is ${priority}.`, ["reason"]);
  }
  return prioritised(ticket, priority, reason);
}

function prioritised(ticket: Ticket, priority: Ticket["priority"], reason: string | undefined): Drafts {
  if (ticket.priority === priority) return [];
  const content = reason === undefined ? undefined : { reason };
  return [{ type: "ticket.priority_changed", payload: { priority, previous: ticket.priority }, content }];
}

/** @throws VALIDATION */
export function assertHasImpact(kind: Ticket["kind"]): void {
  if (hasImpact(kind)) return;
  throw invalid("Only an INCIDENT or a PROBLEM has impact and urgency; change its kind first.", ["impact"]);
}
