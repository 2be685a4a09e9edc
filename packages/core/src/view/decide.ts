import { canonical, type Draft, invalid } from "../kernel/index.ts";
import type { Narrowing } from "../ticket/index.ts";
import type { Events, Sharing, View } from "./schema.ts";

const FIELDS = ["name", "filter", "sharing"] as const;

export type Drafts = readonly Draft<Events>[];

export interface Saved {
  readonly name: string;
  readonly filter: Narrowing;
  readonly sharing: Sharing;
}

/** @throws VALIDATION for a private view of nobody */
export function created({ name, filter, sharing }: Saved, ownerId: string | undefined): Drafts {
  if (sharing === "PRIVATE" && ownerId === undefined)
    throw invalid("Only agents have views of their own: share it with everybody.", ["sharing"]);
  const owner = ownerId === undefined ? {} : { ownerId };
  return [{ type: "view.created", payload: { fields: [...FIELDS], sharing, ...owner }, content: { name, filter } }];
}

type Given = { readonly [K in keyof Saved]?: Saved[K] | undefined };

/** Only what differs makes an event. @throws VALIDATION for a private view of nobody */
export function changed(view: View, given: Given): Drafts {
  const sharing = given.sharing ?? view.sharing;
  if (sharing === "PRIVATE" && view.ownerId === undefined)
    throw invalid("This view is nobody's own: share it with everybody, or remove it.", ["sharing"]);
  const fields = FIELDS.filter(
    (field) => given[field] !== undefined && canonical(given[field]) !== canonical(view[field]),
  );
  if (fields.length === 0) return [];
  const content = Object.fromEntries(
    fields.filter((field) => field !== "sharing").map((field) => [field, given[field]]),
  );
  return [{ type: "view.changed", payload: { fields, sharing }, content }];
}

export const removed = (): Drafts => [{ type: "view.removed", payload: {} }];
