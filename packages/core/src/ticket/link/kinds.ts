/**
 * What another ticket is to this one, and what this one then is to the other: each link is kept on both sides.
 * The first four pairs people make; the others come of the operations they are named after.
 */
export const INVERSE = {
  RELATES: "RELATES",
  DUPLICATE_OF: "DUPLICATED_BY",
  DUPLICATED_BY: "DUPLICATE_OF",
  CAUSED_BY: "CAUSES",
  CAUSES: "CAUSED_BY",
  PARENT: "CHILD",
  CHILD: "PARENT",
  FOLLOW_UP_OF: "FOLLOWED_BY",
  FOLLOWED_BY: "FOLLOW_UP_OF",
  MERGED_INTO: "MERGED_FROM",
  MERGED_FROM: "MERGED_INTO",
  SPLIT_FROM: "SPLIT_INTO",
  SPLIT_INTO: "SPLIT_FROM",
} as const;

export type LinkKind = keyof typeof INVERSE;
export const LINKS = Object.keys(INVERSE) as [LinkKind, ...LinkKind[]];

/** The kinds that are made and taken away by hand. */
export const MANUAL = [
  "RELATES",
  "DUPLICATE_OF",
  "DUPLICATED_BY",
  "CAUSED_BY",
  "CAUSES",
  "PARENT",
  "CHILD",
] as const satisfies readonly LinkKind[];
export type ManualLink = (typeof MANUAL)[number];

export const isManual = (kind: LinkKind): kind is ManualLink => (MANUAL as readonly LinkKind[]).includes(kind);

/** The kinds with a direction that may never lead back to where they began. */
export const UPWARD = ["DUPLICATE_OF", "CAUSED_BY", "PARENT"] as const;
export type Upward = (typeof UPWARD)[number];

export const MAX_LINKS = 100;
/** Incidents of one problem: an outage is one. They are not among the 100. */
export const MAX_INCIDENTS = 1_000;
