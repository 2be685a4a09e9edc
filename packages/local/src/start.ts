import type { Desk } from "@switchboard/core/desk";
import type { PassedEvent } from "./bus.ts";
import { durationOf } from "./clock.ts";
import { blobRoutes } from "./http/blobs.ts";
import { type Route, redirect } from "./http/call.ts";
import { lambdaRoutes } from "./http/graphql.ts";
import { localRoutes } from "./http/local.ts";
import { mailRoutes } from "./http/mail.ts";
import { listen } from "./http/server.ts";
import type { IssuerInfo } from "./issuer.ts";
import type { CapturedMail } from "./mailbox.ts";
import { DEFAULTS, type PlatformOptions } from "./options.ts";
import type { Shown } from "./pages/graphiql.ts";
import { assemble, type Parts } from "./platform.ts";
import { type Arriving, receive } from "./receive.ts";
import type { DeadLetter } from "./runner.ts";
import type { People } from "./seed/people.ts";
import { setUp, type Tokens, tokensFor, WORKSPACE_ID } from "./setup.ts";

/** Where a platform's doors are. */
export interface Urls {
  readonly graphql: string;
  readonly mail: string;
  readonly events: string;
  readonly clock: string;
  readonly settle: string;
}

/** A whole desk that runs here. */
export interface Platform extends AsyncDisposable {
  readonly url: string;
  readonly urls: Urls;
  readonly issuer: IssuerInfo;
  readonly tokens: Tokens;
  readonly workspace: string;
  /** The desk itself, for calls in process. */
  readonly desk: Desk;
  /** Outgoing mail, oldest first. */
  mail(): readonly CapturedMail[];
  /** Puts a message in at the door that SES is in the cloud; resolves with its id when it was taken in. */
  receive(raw: string | Uint8Array, arriving: Pick<Arriving, "to"> & Partial<Arriving>): Promise<string>;
  events(after?: string): readonly PassedEvent[];
  deadLetters(): readonly DeadLetter[];
  /** Resolves when nothing is pending any more. */
  settle(): Promise<void>;
  /** Moves a manual clock by an ISO 8601 duration or by ms, ticks included. */
  advance(duration: string | number): Promise<void>;
  /** Answers what is under way, then stops. */
  stop(): Promise<void>;
}

/**
 * Starts the whole platform on this machine: API, engine, mailbox, bus, tick. For tests and for other
 * people's CI as much as for `npm start`.
 *
 * @example
 * await using platform = await startPlatform({ port: 0, data: "memory", seed: "none", clock: "manual" });
 * await platform.receive(message, { to: ["support@northwind-bikes.example"], from: "eve@example.com" });
 * await platform.settle();
 * @throws an error of two lines on a system that the embedded engine has no build for
 */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const settings = { ...DEFAULTS, ...options };
  const server = await listen(settings.port);
  const parts = await assemble(settings, () => server.url).catch(async (e: unknown) => {
    await server.close();
    throw e;
  });
  const { desk, issuer } = parts;
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= server.close().then(parts.stop);
    return stopping;
  };
  try {
    assertWhole(parts);
    const { fresh, people } = await setUp(desk, issuer.info);
    if (fresh && settings.seed === "demo") await seedOnce(parts, people);
    const tokens = await tokensFor(desk, issuer, people);
    // Only now: to read along while thousands of rows are seeded would make the start wait.
    parts.reader.start();
    const { representative: agentId } = people.staff;
    server.serve(routesOf(parts, { token: tokens.representative, agentId, customerId: people.customer }));
    return platformOf(parts, { url: server.url, tokens, stop });
  } catch (e) {
    server.serve([]);
    await stop();
    throw e;
  }
}

const SEED_FILE = "seed.json";

/** A seed that was cut off leaves half a company: nobody should take it for a whole one. */
async function seedOnce({ desk, data }: Parts, people: People): Promise<void> {
  data.writeJson(SEED_FILE, { whole: false });
  await (await import("./seed/index.ts")).seedDemo(desk, WORKSPACE_ID, people);
  data.writeJson(SEED_FILE, { whole: true });
}

function assertWhole({ data }: Parts): void {
  if ((data.readJson(SEED_FILE) as { whole: boolean } | undefined)?.whole !== false) return;
  throw new Error(`The demo data in ${data.folder} was cut off while it was made.\nDelete the folder and start again.`);
}

const routesOf = (parts: Parts, shown: Shown): readonly Route[] => [
  { method: "GET", path: "/", handle: () => redirect("/graphiql") },
  {
    method: "GET",
    path: "/graphiql",
    // Two megabytes of editor, so it is loaded with the first look.
    handle: async () => (await import("./pages/graphiql.ts")).graphiql(parts, shown),
  },
  ...lambdaRoutes(parts.runner),
  ...localRoutes(parts),
  ...mailRoutes(parts),
  ...blobRoutes(parts),
];

function platformOf(parts: Parts, started: { url: string; tokens: Tokens; stop: () => Promise<void> }): Platform {
  const { url, tokens, stop } = started;
  const at = (path: string) => url + path;
  return {
    url,
    urls: {
      graphql: at("/graphql"),
      mail: at("/local/mail"),
      events: at("/local/events"),
      clock: at("/local/clock"),
      settle: at("/local/settle"),
    },
    issuer: parts.issuer.info,
    tokens,
    workspace: WORKSPACE_ID,
    desk: parts.desk,
    mail: () => parts.mailbox.list(),
    receive: (raw, arriving) => receive(parts, bytesOf(raw), { from: "", verdicts: {}, ...arriving }),
    events: (after) => parts.bus.passed(after),
    deadLetters: () => parts.runner.deadLetters(),
    settle: parts.settle,
    async advance(duration) {
      const ms = typeof duration === "number" ? duration : durationOf(duration);
      if (ms === null) throw new RangeError(`not an ISO 8601 duration of fixed length: ${duration}`);
      await parts.ticker.advance(ms);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const bytesOf = (raw: string | Uint8Array): Uint8Array =>
  typeof raw === "string" ? new TextEncoder().encode(raw) : raw;
