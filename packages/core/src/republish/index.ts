/**
 * Puts events of the log on the bus again: after an outage longer than the stream keeps what was written.
 *
 * @module
 */
export { type Republished, type RepublishInput, republish, type Unpublished } from "./republish.ts";
