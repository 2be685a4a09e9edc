/**
 * Who gets a ticket: the decision with every candidate and what removed or ranked them, its record, and what another
 * configuration would have decided.
 *
 * @module
 */
export * from "./check/index.ts";
export * from "./decide/index.ts";
export * from "./simulate/index.ts";
