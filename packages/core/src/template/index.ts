/**
 * Templates at work: in the language of whoever reads them, with what there is to know of ticket and customer.
 *
 * @module
 */
export { type About, addressOf } from "./about.ts";
export { BUILTIN } from "./builtin.ts";
export { findTemplate, needTemplate } from "./find.ts";
export { inLanguage } from "./locale.ts";
export { aboutOf, type PreviewInput, previewTemplate, type TemplatePreview } from "./preview.ts";
export { type Part, type Rendered, renderTemplate, type Source, type UnknownVariable } from "./render.ts";
