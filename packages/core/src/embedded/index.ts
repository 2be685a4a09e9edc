/**
 * A real DynamoDB engine inside this process's reach: for the local platform, for tests, for trying things.
 *
 * @module
 */
export { type Engine, type EngineOptions, ensureTable, startEngine, type TableSetup } from "./engine.ts";
