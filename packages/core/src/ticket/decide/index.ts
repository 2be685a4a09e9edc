/** All business rules of a ticket, pure: state and input to events, or a refusal. One file a subject. */
export * from "./cascade.ts";
export * from "./conversation.ts";
export * from "./fields.ts";
export * from "./finish.ts";
export * from "./impact.ts";
export * from "./known.ts";
export * from "./life.ts";
export * from "./links.ts";
export * from "./merging.ts";
export * from "./opening.ts";
export * from "./people.ts";
export * from "./sorting.ts";
export * from "./splitting.ts";
export type { Drafts, Spoken } from "./spoken.ts";
export * from "./status.ts";
export * from "./task.ts";
export * from "./values.ts";
export * from "./work.ts";
