/** How a platform is started; every field has the default of the flag with its name. */
export interface PlatformOptions {
  /** 0 for any that is free. Default 4000. */
  readonly port?: number;
  /** A folder, or `memory` for a platform that forgets. Default `.switchboard`. */
  readonly data?: string;
  /** Only a platform whose data is new is seeded. Default `demo`. */
  readonly seed?: "demo" | "none";
  /** `manual`: time stands still until `advance`. Default `real`. */
  readonly clock?: "real" | "manual";
  /** `info`: a line for each request of the API. Default `error`: what failed alone. */
  readonly log?: "info" | "error";
  /** A DynamoDB to use instead of the embedded engine. */
  readonly endpoint?: string;
  /** Where a manual clock starts, ms. Default: now. */
  readonly now?: number;
  /** `rough` delivers every event twice and in any order, as the real bus may. Default `once`. */
  readonly delivery?: "once" | "rough";
}

export const DEFAULTS = {
  port: 4000,
  data: ".switchboard",
  seed: "demo",
  clock: "real",
  delivery: "once",
  log: "error",
} as const;

export type Settings = PlatformOptions & Required<Omit<PlatformOptions, "endpoint" | "now">>;
