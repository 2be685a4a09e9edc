import { businessProof, isOpen } from "../../calendar/index.ts";
import type { Config, SupportAddress } from "../../workspace/index.ts";

export type When = "open" | "closed" | "holiday";

/** Whether a desk was there for an address at a time, ms; without a calendar it always is. */
export function whenAt({ calendars }: Config, { acknowledgement }: SupportAddress, at: number): When {
  const calendar = calendars.find(({ key }) => key === acknowledgement?.calendar);
  if (!calendar || isOpen(calendar, at)) return "open";
  const [span] = businessProof(calendar, at, at + 1).spans;
  return span?.why === "HOLIDAY" || span?.why === "OVERRIDE" ? "holiday" : "closed";
}

/** The template for a new ticket that came then: where there is none of its own, the one for more of the time. */
export function templateFor({ acknowledgement = {} }: SupportAddress, when: When): string | undefined {
  const { open, closed = open, holiday = closed } = acknowledgement;
  return { open, closed, holiday }[when];
}
