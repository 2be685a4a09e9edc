/** The shapes of tickets: the state, and what each operation takes. One file a subject. */
export * from "./drafts.ts";
export * from "./inputs.ts";
export * from "./parts.ts";
export * from "./people.ts";
export * from "./ticket.ts";
export * from "./work.ts";
