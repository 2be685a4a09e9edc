import { canonical, type Draft, invalid } from "../kernel/index.ts";
import type { Narrowing } from "../ticket/index.ts";
import type { Events, Sharing, View } from "./schema.ts";

const FIELDS = ["name", "filter", "sharing", "team"] as const;

export type Drafts = readonly Draft<Events>[];

export interface Saved {
  readonly name: string;
  readonly filter: Narrowing;
  readonly sharing: Sharing;
  readonly team?: string | undefined;
}

/** @throws VALIDATION for a private view of nobody, or one for no team or a team there is none of */
export function created(saved: Saved, ownerId: string | undefined, teams: readonly string[]): Drafts {
  const { name, filter, sharing, team } = saved;
  assertShared(saved, ownerId, teams);
  const owner = ownerId === undefined ? {} : { ownerId };
  return [
    {
      type: "view.created",
      payload: { fields: [...FIELDS], sharing, ...teamOf(team), ...owner },
      content: { name, filter },
    },
  ];
}

type Given = { readonly [K in keyof Saved]?: Saved[K] | undefined };

/** Only what differs makes an event. @throws VALIDATION as for a new one */
export function changed(view: View, given: Given, teams: readonly string[]): Drafts {
  const sharing = given.sharing ?? view.sharing;
  const team = sharing === "TEAM" ? (given.team ?? view.team) : given.team;
  assertShared({ sharing, team }, view.ownerId, teams);
  const after = { ...given, team };
  const fields = FIELDS.filter((field) => {
    const isGiven = field === "team" || after[field] !== undefined;
    return isGiven && canonical(after[field]) !== canonical(view[field]);
  });
  if (fields.length === 0) return [];
  const words = (["name", "filter"] as const).filter((field) => fields.includes(field));
  const content = Object.fromEntries(words.map((field) => [field, given[field]]));
  return [{ type: "view.changed", payload: { fields, sharing, ...teamOf(team) }, content }];
}

export const removed = (): Drafts => [{ type: "view.removed", payload: {} }];

const teamOf = (team: string | undefined) => (team === undefined ? {} : { team });

function assertShared(
  { sharing, team }: Pick<Saved, "sharing" | "team">,
  ownerId: string | undefined,
  teams: readonly string[],
): void {
  if (sharing === "PRIVATE" && ownerId === undefined)
    throw invalid("Only agents have views of their own: share it with a team or with everybody.", ["sharing"]);
  if ((sharing === "TEAM") !== (team !== undefined))
    throw invalid("Name a team for a view that is shared with one, and for no other.", ["team"]);
  if (team !== undefined && !teams.includes(team))
    throw invalid(`There is no such team; there are: ${teams.join(", ") || "none"}.`, ["team"]);
}
