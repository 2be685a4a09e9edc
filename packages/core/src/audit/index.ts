/**
 * The audit log: every event of the workspace by time, filtered, exported, and verified against its chain.
 *
 * @module
 */
export { detailsOf } from "./detail.ts";
export { type AuditExport, exportLines, exportPage } from "./export.ts";
export { read } from "./read.ts";
export type { AuditDetail, AuditFilter, AuditLine } from "./schema.ts";
