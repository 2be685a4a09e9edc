import { transition } from "../../kernel/index.ts";
import type { Ticket } from "../schema/index.ts";
import { type Status, TRANSITIONS } from "../status.ts";

/** What resolving takes from elsewhere. */
export interface Finish {
  /** When it then closes by itself, ms. */
  readonly closesAt: number;
  /** Parts that are still open, where the guard only warns. */
  readonly openChildren: number;
  /** Of a problem: when it was last worked on before, ms. Incidents that say more since are left alone. */
  readonly updatedAt?: number;
}

/** Only where there are some does an event say so. */
export const warned = ({ openChildren }: Pick<Finish, "openChildren">) => (openChildren > 0 ? { openChildren } : {});

export const updated = ({ updatedAt }: Finish) => (updatedAt === undefined ? {} : { updatedAt });

/** The refusal of a HARD guard: it names the parts by the numbers that people say. */
export function partsOpen({ status }: Ticket, parts: readonly Ticket[]) {
  const numbers = parts.map(({ number }) => `#${number}`).join(", ");
  const finished: readonly Status[] = ["RESOLVED", "CLOSED"];
  return transition(
    `Parts of it are still open: ${numbers}. Finish them first.`,
    TRANSITIONS[status].filter((to) => !finished.includes(to)),
    ["ticketId"],
  );
}
