import { headOf, type Pointer } from "../kernel/index.ts";
import type { Agent } from "./schema.ts";

export const MEMBER = "M#";
/** Where everybody of the desk stands, whatever their teams. */
export const DESK = "-";

/** In whose partition the roster of a team lies. */
export const teamAt = (team: string): string => `team:${team}`;

/** By which an agent is found from their teams, and from the desk, for as long as they work on it. */
export const membership = ({ id, status, teams = [] }: Agent): readonly Pointer[] =>
  status === "ACTIVE" ? [DESK, ...teams].map((team) => ({ at: teamAt(team), row: MEMBER + headOf(id) })) : [];
