/**
 * The whole platform on one machine, built from the same handlers and the same wiring table as the deployed
 * one.
 *
 * @module
 */
export type { PassedEvent } from "./bus.ts";
export type { IssuerInfo } from "./issuer.ts";
export type { CapturedMail } from "./mailbox.ts";
export type { PlatformOptions } from "./options.ts";
export type { DeadLetter } from "./runner.ts";
export type { Tokens } from "./setup.ts";
export { type Platform, startPlatform, type Urls } from "./start.ts";
