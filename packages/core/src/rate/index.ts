/**
 * The rate limit: how much of the API a caller, and all callers of a workspace together, may ask for in a minute.
 *
 * @module
 */
export type { Level } from "./decide.ts";
export { type Admission, type Limiter, type LimiterOptions, limiter } from "./operations.ts";
export { turnToSend } from "./sending.ts";
