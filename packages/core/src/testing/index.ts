/**
 * What tests of a desk stand on: a clock that obeys, files in memory, a table that fails on command. For your
 * own tests too; nothing here is for production.
 *
 * @module
 */
export { type MemoryBlobs, memoryBlobs } from "./blob.ts";
export { type ManualClock, manualClock } from "./clock.ts";
export { type Call, counted, type Fault, faulty, Lost } from "./fault.ts";
