/**
 * What tests of a desk stand on: a clock that obeys, files, a queue and a bus in memory, a table that fails on
 * command. For your
 * own tests too; nothing here is for production.
 *
 * @module
 */
export { type MemoryBlobs, memoryBlobs } from "./blob.ts";
export { type MemoryBus, memoryBus, type Verdict } from "./bus.ts";
export { type ManualClock, manualClock } from "./clock.ts";
export { type Call, counted, type Fault, faulty, Lost } from "./fault.ts";
export { type MemoryQueue, memoryQueue } from "./queue.ts";
