import { canonical, headOf, idOfHead, type Target } from "../kernel/index.ts";
import { isCounted, listedStatuses, matchesFilter, seenInState, type Ticket } from "../ticket/index.ts";
import type { Registered } from "../view/index.ts";

/**
 * What one ticket counts as: one in the cell of its team and of whoever is responsible for it, under its status, and
 * under each view that lists it. Cells are what scopes are made of: a caller sums those they may see, and no others.
 */
export interface Contribution {
  readonly cell: string;
  readonly marks: readonly string[];
}

const NONE = "-";

const cellOf = ({ assigneeId, teamId }: Pick<Ticket, "assigneeId" | "teamId">): string =>
  `${assigneeId === undefined ? NONE : headOf(assigneeId)}#${teamId ?? NONE}`;

/** Whose tickets a cell counts: what scopes are compared with. */
export function ownersOf(cell: string): Target {
  const [head = "", teamId = NONE] = cell.split("#");
  const agentId = idOfHead("agt", head);
  return { ...(agentId === null ? {} : { agentId }), ...(teamId === NONE ? {} : { teamId }) };
}

export const statusMark = (status: Ticket["status"]): string => `s.${status}`;

/** A view that narrows to something else is counted anew, under another mark. */
export const viewMark = ({ id, filterVersion }: Pick<Registered, "id" | "filterVersion">): string =>
  `v.${headOf(id)}.${filterVersion}`;

export function contributionOf(state: Ticket, views: readonly Registered[]): Contribution | undefined {
  if (!isCounted(state)) return undefined;
  const seen = seenInState(state);
  const listing = views.filter(
    ({ filter }) => listedStatuses(filter).includes(state.status) && matchesFilter(filter, seen),
  );
  return { cell: cellOf(state), marks: [statusMark(state.status), ...listing.map(viewMark)].sort() };
}

/** What a cell gains or loses, by mark. */
export type Deltas = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The differences that changed contributions make, cell by cell, without those that come to nothing. */
export function deltasOf(
  changes: readonly { readonly before?: Contribution; readonly after?: Contribution }[],
): Deltas {
  const cells = new Map<string, Map<string, number>>();
  const add = ({ cell, marks }: Contribution, by: 1 | -1) => {
    const counts = cells.get(cell) ?? new Map<string, number>();
    for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + by);
    cells.set(cell, counts);
  };
  for (const { before, after } of changes) {
    if (before) add(before, -1);
    if (after) add(after, 1);
  }
  const moved = [...cells].map(([cell, counts]) => [cell, new Map([...counts].filter(([, by]) => by !== 0))] as const);
  return new Map(moved.filter(([, counts]) => counts.size > 0));
}

export const isSame = (a: Contribution | undefined, b: Contribution | undefined): boolean =>
  canonical(a) === canonical(b);
