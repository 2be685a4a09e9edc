/**
 * How many tickets there are, by status, by who is responsible, by saved view: kept up to date by the projector,
 * counted anew by `recount`.
 *
 * @module
 */
export { isRelevant, project } from "./project.ts";
export { type Counts, counts, type StatusCounts, type ViewCount, viewCounts } from "./read.ts";
export { type Recounted, type RecountInput, recount, wake } from "./recount.ts";
export { DUE_ID } from "./store.ts";
