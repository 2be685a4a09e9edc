/**
 * What a function is given: the variables of its environment and the least permissions that go with it. Both
 * `dead-letters:` name the queue; `write` may send to it, `read` may receive, release and delete. `functions`
 * names the one that runs reactions, and may call those of the desk.
 */
export type Capability =
  | "table"
  | "files"
  | "inbound"
  | "mailer"
  | "bus"
  | "dead-letters:write"
  | "dead-letters:read"
  | "functions";

/** Where the receipt rule stores raw messages. */
export const INBOUND_PREFIX = "inbound/";

/** A Lambda, as it is deployed. */
export interface FunctionSpec {
  /** File and export inside this package: what a deploy bundles. */
  readonly handler: `src/${string}.handler`;
  readonly uses: readonly Capability[];
  /** MB. A Lambda's share of a CPU grows with it, so a cold start is shorter with more. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** The largest the code may be that every cold start reads, bytes: a test of the deploy holds it. */
  readonly budget: number;
}

/**
 * The Lambdas. Rows of the wiring table may share one: it starts cold less often, and each row keeps its own
 * rule, retries and dead letters all the same.
 */
export const FUNCTIONS = {
  api: { handler: "src/api.handler", uses: ["table", "files", "mailer"], memory: 1024, timeout: 20, budget: 1_350_000 },
  relay: {
    handler: "src/relay.handler",
    uses: ["bus", "dead-letters:write"],
    memory: 512,
    timeout: 60,
    budget: 450_000,
  },
  projector: { handler: "src/projector.handler", uses: ["table"], memory: 512, timeout: 60, budget: 450_000 },
  tick: {
    handler: "src/tick.handler",
    uses: ["table", "files", "mailer"],
    memory: 512,
    timeout: 50,
    budget: 750_000,
  },
  "mail-in": {
    handler: "src/mail-in.handler",
    uses: ["table", "files", "inbound"],
    memory: 1024,
    timeout: 60,
    budget: 1_650_000,
  },
  reactions: {
    handler: "src/reactions.handler",
    uses: ["table", "files", "mailer"],
    memory: 512,
    timeout: 30,
    budget: 600_000,
  },
  "first-start": { handler: "src/first-start.handler", uses: ["table"], memory: 512, timeout: 60, budget: 500_000 },
  operate: {
    handler: "src/operate.handler",
    uses: ["table", "bus", "dead-letters:read", "functions"],
    memory: 512,
    timeout: 900,
    budget: 450_000,
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionId = keyof typeof FUNCTIONS;
