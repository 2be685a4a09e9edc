/**
 * What a company decides of its desk: one object, read from `switchboard.json` and the environment.
 *
 * @module
 */
export { VARIABLES } from "./environment.ts";
export { type ReadOptions, readSettings, regionAsWritten, SETTINGS_FILE, SettingsError } from "./read.ts";
export { RECEIVING_REGIONS } from "./regions.ts";
export { Settings } from "./schema.ts";
