/** All rules about customers: state and input to events, or a refusal. One file a subject. */
export * from "./care.ts";
export * from "./identity.ts";
export * from "./merging.ts";
export { changed, type Drafts, type Given, together } from "./profile.ts";
export * from "./visitor.ts";
