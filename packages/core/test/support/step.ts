import * as fc from "fast-check";
import type { Fixture } from "./desk.ts";

/** One step somebody might take on a ticket, with words nobody would think of. */
export type Step = (f: Fixture, ticketId: string) => Promise<unknown>;

export const words = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
