/**
 * Macros: words and changes that one click applies to a ticket, all of them or none.
 *
 * @module
 */
export { type ApplyInput, apply, type MacroPreview, type PreviewInput, preview } from "./operations.ts";
