import * as z from "zod";
import { type EventCatalogue, id, Meta, text } from "../kernel/index.ts";
import type { Filter, Narrowing } from "../ticket/index.ts";
import { FieldKey } from "../workspace/index.ts";

export const SHARINGS = ["PRIVATE", "TEAM", "ALL"] as const;
export const Sharing = z.enum(SHARINGS);
export type Sharing = z.infer<typeof Sharing>;

/** A list of tickets under a name: what it narrows to, and who uses it. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly filter: Narrowing;
  /** Rises when the filter changes: what was counted for another one counts for nothing. */
  readonly filterVersion: number;
  readonly sharing: Sharing;
  /** The key of the team it is shared with. */
  readonly team?: string;
  /** Whose it is; absent for one that an app made for everybody. */
  readonly ownerId?: string;
  readonly createdAt: number;
  readonly removed?: true;
}

/** Checked by the ticket module, which knows what a filter is. */
const FilterInput = z.custom<Filter>((value) => typeof value === "object" && value !== null, "Give a filter.");
const Name = text(100, 1);

export const CreateInput = Meta.extend({
  name: Name,
  filter: FilterInput,
  sharing: Sharing.default("PRIVATE"),
  team: FieldKey.optional(),
});
export const UpdateInput = Meta.extend({
  viewId: id("viw"),
  name: Name.optional(),
  filter: FilterInput.optional(),
  sharing: Sharing.optional(),
  team: FieldKey.optional(),
});
export const ViewInput = Meta.extend({ viewId: id("viw") });

export type CreateInput = z.input<typeof CreateInput>;
export type UpdateInput = z.input<typeof UpdateInput>;
export type ViewInput = z.input<typeof ViewInput>;

/** What is new about it. */
const Fields = z.array(z.enum(["name", "filter", "sharing", "team"]));
const Shared = z.object({ fields: Fields, sharing: Sharing, team: z.string().optional() });
const audit = { visibility: "audit", editorial: true, version: 1 } as const;
// Names and tags are what people wrote, so a filter does not travel on the bus.
const Words = z.object({ name: z.string().optional(), filter: z.unknown().optional() });

export const events = {
  "view.created": {
    ...audit,
    payload: Shared.extend({ ownerId: z.string().optional() }),
    content: Words,
    says: "A list of tickets was saved under a name.",
  },
  "view.changed": {
    ...audit,
    payload: Shared,
    content: Words,
    says: "A saved view is called otherwise, narrows to something else, or is shared with others.",
  },
  "view.removed": { ...audit, payload: z.object({}), says: "A saved view is gone." },
} as const satisfies EventCatalogue;
export type Events = typeof events;
