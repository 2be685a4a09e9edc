/**
 * The whole desk in a company's own AWS account, to be called in the `run` of its `sst.config.ts`.
 *
 * @module
 */
import { rowsOf } from "@switchboard/functions/wiring";
import { alarms } from "./alarms.ts";
import { api } from "./api.ts";
import { keeps } from "./app.ts";
import { files } from "./blobs.ts";
import { dashboard } from "./dashboard.ts";
import { allowRules, deadLetters } from "./deadLetters.ts";
import { defaults } from "./defaults.ts";
import { zoneFile, zoneFor } from "./dns.ts";
import { firstStart } from "./firstStart.ts";
import { addressOf, type Ground, lambda } from "./lambda.ts";
import { mail, receiving } from "./mail.ts";
import { arn, assertNamesFit, ruleName } from "./names.ts";
import { type ReactionArgs, reaction } from "./reaction.ts";
import { assertNoOtherIsActive } from "./receipt.ts";
import { rules } from "./rules.ts";
import { schedules } from "./schedule.ts";
import { readSettings, type Settings } from "./settings/index.ts";
import { streams } from "./streams.ts";
import { table } from "./table.ts";

export { app } from "./app.ts";
export type { ReactionArgs } from "./reaction.ts";

/** A desk as it stands: to link, to react to, to print. */
export interface Desk {
  readonly table: sst.aws.Dynamo;
  readonly bus: sst.aws.Bus;
  readonly files: sst.aws.Bucket;
  readonly deadLetters: sst.aws.Queue;
  readonly functions: Readonly<Record<string, sst.aws.Function>>;
  /** Adds a reaction of the company's own to the bus. */
  react(name: string, args: ReactionArgs): sst.aws.Function;
  /** What `sst deploy` prints: where the API is, the claim code, the DNS records that are left to set. */
  readonly outputs: Record<string, unknown>;
}

/**
 * Everything a desk is made of, by the settings of `switchboard.json` and the environment.
 *
 * @example
 * const help = await desk();
 * help.react("ticket-opened.tell-board", { on: "ticket.opened", handler: "src/tellBoard.handler" });
 * return help.outputs;
 */
export async function desk(): Promise<Desk> {
  const settings = readSettings({ folder: $cli.paths.root });
  // All that can be refused is, before the first resource.
  assertNamesFit();
  if (settings.mail) await assertNoOtherIsActive(settings.mail);
  const zone = settings.mail ? await zoneFor(settings.mail) : null;
  return built(settings, zone);
}

function built(settings: Settings, zone: string | null): Desk {
  const keep = keeps(settings, $app.stage);
  defaults(settings, keep);
  const sending = settings.mail ? mail(settings.mail, { keep, zone }) : null;
  const ground: Ground = {
    settings,
    table: table(keep),
    bus: new sst.aws.Bus("Bus"),
    files: files(keep, settings.api.uploadOrigins),
    deadLetters: deadLetters(),
    mail: sending?.ground ?? null,
  };
  const { bus, deadLetters: letters } = ground;
  allowRules("DeadLettersPolicy", letters, ownRules(bus));
  const [door, first] = [api(ground), firstStart(ground)];
  const known = { ...ground, apiUrl: door.url };
  const running = { api: door.fn, ...triggered(known) };
  // Whoever deploys or operates sees the others fail.
  const functions: Record<string, sst.aws.Function> = { ...running, ...first.fns, ...operated(ground) };
  alarms({ functions: running, deadLetters: letters, mail: settings.alarms.mail });
  dashboard(functions);
  return {
    table: ground.table,
    bus,
    files: ground.files,
    deadLetters: letters,
    functions,
    react: (name, args) => reaction(known, name, args),
    outputs: {
      api: $interpolate`${door.url}/graphql`,
      claim: first.claim,
      alarms: settings.alarms.mail ?? "nobody is told: set alarms.mail in switchboard.json",
      mail: addressOf(ground) ?? "off: set mail.domain in switchboard.json",
      ...(sending ? { dns: zoneFile(sending.records) } : {}),
      table: ground.table.name,
      bus: bus.name,
      deadLetters: letters.url,
      ...(functions["operate"] ? { operate: functions["operate"].name } : {}),
    },
  };
}

/** Rules of the desk's own bus, a company's among them; on the default one, which is everybody's, ours by name. */
const ownRules = (bus: sst.aws.Bus): $util.Output<string>[] => [
  arn("events", $interpolate`rule/${bus.name}/*`),
  ...rowsOf("event")
    .filter(({ trigger }) => trigger.bus === "default")
    .map(({ id }) => arn("events", `rule/${ruleName(id)}`)),
];

/** The functions that something else than a request runs. */
const triggered = (ground: Ground): Record<string, sst.aws.Function> => ({
  ...streams(ground),
  ...schedules(ground),
  ...rules(ground),
  ...receiving(ground),
});

const operated = (ground: Ground): Record<string, sst.aws.Function> =>
  Object.fromEntries(rowsOf("operator").map(({ runsIn }) => [runsIn, lambda(ground, runsIn)]));
