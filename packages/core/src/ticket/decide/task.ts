import type { Draft } from "../../kernel/index.ts";
import { transition } from "../../kernel/index.ts";
import type { Events } from "../events/index.ts";
import type { Ticket } from "../schema/index.ts";
import { isActive, TRANSITIONS } from "../status.ts";
import { assertNoSpam } from "./life.ts";
import { assertRoom } from "./links.ts";
import { type Opening, opened } from "./opening.ts";

/** @throws TRANSITION for what is done with or spam, LIMIT when it has as many links as it can have */
export function assertHandable(ticket: Ticket): void {
  const { status } = ticket;
  if (!isActive(status))
    throw transition(`This ticket is ${status}: there is nothing to hand over.`, TRANSITIONS[status], ["ticketId"]);
  assertNoSpam(ticket);
  assertRoom(ticket, "CHILD", "ticketId");
}

type New = Pick<Opening, "number" | "configVersion" | "teamId"> & { readonly subject: string | undefined };

/** Work for another team: as urgent as what it is a part of, and nothing its customer knows of. */
export const task = (of: Ticket, { subject = of.subject, ...fresh }: New): Draft<Events> =>
  opened({
    ...fresh,
    subject,
    customerId: of.customerId,
    channel: "API",
    kind: "TASK",
    priority: of.priority,
    category: of.category,
    tags: [],
    internal: true,
  });
