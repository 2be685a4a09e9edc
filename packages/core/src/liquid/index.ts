/**
 * Liquid within limits: sources are checked and rendered in bounded time, and reach nothing but what they are given.
 * Pure; it knows neither the table nor who asks.
 *
 * @module
 */
export { type Checked, checkSource, type Mistake, type Used } from "./check.ts";
export { FILTERS, type Kind, LIMITS } from "./engine.ts";
export { DATE_STYLES, type Shown, showTime } from "./moment.ts";
export { type Rendering, refusal, renderSource, type Value } from "./render.ts";
