import { join } from "node:path";
import { connect, type Desk } from "@switchboard/core/desk";
import { ensureTable, startEngine } from "@switchboard/core/embedded";
import { systemClock } from "@switchboard/core/kernel";
import type { Ports, TablePort } from "@switchboard/core/port";
import { dynamoTable } from "@switchboard/core/table";
import { HANDLERS, INBOUND_PREFIX, type Wired, type WiringRow } from "@switchboard/functions";
import { createBlobs } from "./blobs.ts";
import { createBus } from "./bus.ts";
import { type LocalClock, manualClock } from "./clock.ts";
import { type DataFolder, openData } from "./data.ts";
import { openIssuer } from "./issuer.ts";
import { createMailbox } from "./mailbox.ts";
import type { Settings } from "./options.ts";
import { createReader, type StreamReader } from "./reader.ts";
import { createRunner } from "./runner.ts";
import { openStream, type Positions } from "./stream.ts";
import { startTicker } from "./ticker.ts";

const TABLE = "switchboard";
const STREAM_FILE = "stream.json";
const DAY_S = 86_400;
/** As long as somebody may leave it running; with a manual clock, as far as somebody may move it. */
const TOKEN_LIFETIME_S = { real: 30 * DAY_S, manual: 3_650 * DAY_S } as const;
/** How long stopping waits for what is still on its way; a restart would take it up again. */
const DRAIN_MS = 3_000;

export type Parts = Awaited<ReturnType<typeof assemble>>;

/** Puts the parts together: engine, desk with local ports, and the wiring table's handlers around it. */
export async function assemble(settings: Settings, base: () => string) {
  const ground = await openGround(settings);
  try {
    return await build(ground, settings, base);
  } catch (e) {
    await ground.close();
    throw e;
  }
}

/** What everything stands on: a place for data, the engine with its table, and the time. */
async function openGround(settings: Settings) {
  const data = openData(settings.data);
  const file = data.folder === null ? {} : { file: join(data.folder, "desk.db") };
  const endpoint = settings.endpoint === undefined ? {} : { endpoint: settings.endpoint };
  const engine = await startEngine({ ...file, ...endpoint }).catch((e: unknown) => {
    data.close();
    throw e;
  });
  const client = engine.client();
  // Costs a quarter of every Query and says nothing.
  client.middlewareStack.remove("loggerMiddleware");
  const close = async () => {
    client.destroy();
    await engine.stop();
    data.close();
  };
  await ensureTable(client, TABLE);
  // Ctrl-C in a terminal reaches the engine as well as us, and it does not wait.
  const isUp = () =>
    fetch(engine.endpoint).then(
      () => true,
      () => false,
    );
  return { data, client, clock: clockOf(settings, data), isUp, close };
}
type Ground = Awaited<ReturnType<typeof openGround>>;

const clockOf = (settings: Settings, data: DataFolder): LocalClock =>
  settings.clock === "manual" ? manualClock(data, settings.now ?? Date.now()) : systemClock;

async function build({ data, client, clock, isUp, close }: Ground, settings: Settings, base: () => string) {
  const now = () => clock.now();
  const lifetime = TOKEN_LIFETIME_S[settings.clock];
  const runner = createRunner((row) => handlerOf(row, wired), now);
  const bus = createBus({ runner, now, rough: settings.delivery === "rough" });
  const mailbox = createMailbox({ data, now, bus: () => bus });
  const blobs = createBlobs({ data, now, base });
  const from = (data.readJson(STREAM_FILE) ?? {}) as Positions;
  const source = await openStream(client, TABLE, from);
  const settled = (positions: Positions) => data.writeJson(STREAM_FILE, { ...from, ...positions });
  const reader = createReader({ source, runner, settled });
  const ports: Ports = {
    bus,
    mailer: mailbox,
    blob: blobs,
    // Known once it listens.
    get publicUrl() {
      return base().replace(/\/$/, "");
    },
  };
  const desk = deskOver(dynamoTable(client, TABLE), reader, { clock, ports });
  const wired: Wired = {
    desk,
    inbound: { get: (id) => blobs.get(INBOUND_PREFIX + id) },
    introspection: "public",
    maxTokenAge: lifetime,
    logLevel: settings.log,
  };
  const settle = settling({ reader, runner, mailbox });
  const ticker = startTicker({ runner, table: desk.table, clock, settle });

  async function stop(): Promise<void> {
    await ticker.stop();
    reader.start();
    if (await isUp()) await Promise.race([settle(), systemClock.sleep(DRAIN_MS)]);
    await reader.stop();
    await close();
  }

  const issuer = await openIssuer(data, base(), lifetime);
  return { settings, data, clock, runner, bus, mailbox, blobs, desk, issuer, ticker, reader, settle, stop };
}

async function handlerOf(row: WiringRow, wired: Wired): Promise<(event: unknown) => Promise<unknown>> {
  const load = HANDLERS[row.id];
  if (!load) throw new RangeError(`no handler of that name: ${row.id}`);
  const create = await load();
  // The wiring table pairs each trigger with the events of its handler; here they meet again.
  return create(wired) as (event: unknown) => Promise<unknown>;
}

/** A desk whose every write tells the stream's reader: it then need not look all the time. */
function deskOver(table: TablePort, reader: StreamReader, around: { clock: LocalClock; ports: Ports }): Desk {
  const after = <T>(done: Promise<T>): Promise<T> => done.finally(() => reader.poke());
  const poking: TablePort = {
    ...table,
    transact: (writes) => after(table.transact(writes)),
    write: (write) => after(table.write(write)),
  };
  return connect({ table: poking, ...around });
}

interface Busy {
  readonly reader: StreamReader;
  readonly runner: ReturnType<typeof createRunner>;
  readonly mailbox: ReturnType<typeof createMailbox>;
}

/** Waits until a whole round through stream, handlers and mailbox brought nothing new. */
const settling =
  ({ reader, runner, mailbox }: Busy) =>
  async (): Promise<void> => {
    for (let before = ""; ; ) {
      await reader.drained();
      await runner.idle();
      await mailbox.idle();
      const after = `${reader.seen()}/${runner.runs()}`;
      if (after === before) return;
      before = after;
    }
  };
