/** The shapes of customers: the state, and what each operation takes. */
export * from "./customer.ts";
export * from "./inputs.ts";
export * from "./profile.ts";
export * from "./signIn.ts";
