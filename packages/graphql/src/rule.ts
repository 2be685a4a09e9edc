import type { Permission } from "@switchboard/core";

/** What the guard and readers of the schema must know of a field. */
export interface Rule {
  readonly permission?: Permission;
  /** Points for the field itself. */
  readonly cost?: number;
  /**
   * How often the selection counts: the page asked for, the ids given, or a number known ahead. `ticketIds` are those
   * of an input: what is done to each counts as often, too.
   */
  readonly size?: "page" | "ids" | "ticketIds" | number;
}

/**
 * Description and guard facts of a field from one place: the permission and the cost that are enforced are the
 * ones that the schema names.
 */
export function rule(says: string, { permission, cost, size }: Rule) {
  const words = [says];
  if (permission !== undefined) words.push(`Requires \`${permission}\`.`);
  if (cost !== undefined) words.push(`Costs ${cost}${TIMES[String(size)] ?? ""}.`);
  return { description: words.join(" "), extensions: { permission, cost, size } };
}

const TIMES: Readonly<Record<string, string>> = {
  page: " and, for each item of the page asked for, what is selected of it, at least 1",
  ids: " and, for each id, what is selected of it, at least 1",
  ticketIds: " and what is selected, for each ticket",
};
