import type { LinkKind as Kind, ManualLink } from "@switchboard/core/ticket";
import { enumOf } from "./enums.ts";

const BY_HAND = {
  RELATES: "It has to do with this one.",
  DUPLICATE_OF: "It is the original; this one says the same again.",
  DUPLICATED_BY: "It says the same again as this one.",
  CAUSED_BY: "It is the problem behind this incident.",
  CAUSES: "It is an incident that this problem causes.",
  PARENT: "It is the whole that this one is a part of.",
  CHILD: "It is a part of this one.",
} as const satisfies Record<ManualLink, string>;

export const ManualLinkKind = enumOf<ManualLink>(
  "ManualLinkKind",
  "What another ticket is to this one, as people say it.",
  BY_HAND,
);

export const LinkKind = enumOf<Kind>("LinkKind", "What another ticket is to this one.", {
  ...BY_HAND,
  FOLLOW_UP_OF: "It is the closed ticket that this one follows.",
  FOLLOWED_BY: "It follows this closed ticket.",
  MERGED_INTO: "It took this one in.",
  MERGED_FROM: "It was merged into this one.",
  SPLIT_FROM: "This one's first entries were said there.",
  SPLIT_INTO: "Entries of this one went on there.",
});
