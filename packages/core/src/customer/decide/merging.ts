import { invalid, limit, transition } from "../../kernel/index.ts";
import { type Customer, MAX_IDENTITIES } from "../schema/index.ts";
import type { Drafts } from "./profile.ts";

type Path = readonly (string | number)[];

/** @throws TRANSITION: who was merged into somebody changes no more */
export function assertApart({ merged }: Customer): void {
  if (!merged) return;
  throw transition(
    `This customer was merged into ${merged.into}: change that one, or unmerge them first.`,
    [],
    ["customerId"],
  );
}

export function assertFew(sourceIds: readonly string[]): void {
  if (sourceIds.length <= MAX_IDENTITIES) return;
  throw limit(`Merge at most ${MAX_IDENTITIES} customers.`, MAX_IDENTITIES, ["sourceIds"]);
}

/** @throws VALIDATION for somebody merged into themselves, TRANSITION for one who is merged already */
export function assertMergeable(source: Customer, target: Customer, path: Path): void {
  if (source.id === target.id) {
    throw invalid("Nobody is merged into themselves, nor into one who was merged into them: unmerge that first.", path);
  }
  if (source.merged)
    throw transition(`They are merged into ${source.merged.into} already: unmerge them first.`, [], path);
}

export const merged = (target: Pick<Customer, "id">): Drafts => [
  { type: "customer.merged", payload: { targetId: target.id } },
];

export const sourcesMerged = (sources: readonly Customer[]): Drafts =>
  sources.length === 0
    ? []
    : [
        {
          type: "customer.sources_merged",
          payload: { sourceIds: sources.flatMap(({ id, sources: theirs = [] }) => [id, ...theirs]) },
        },
      ];

/** @throws TRANSITION for somebody who is not merged */
export function unmerged({ merged: merge }: Customer): Drafts {
  if (!merge) throw transition("This customer is not merged into another.", [], ["customerId"]);
  return [{ type: "customer.unmerged", payload: { targetId: merge.into } }];
}

export const sourcesUnmerged = (sourceIds: readonly string[]): Drafts => [
  { type: "customer.sources_unmerged", payload: { sourceIds: [...sourceIds] } },
];
