import { flagsOf, USAGE } from "./flags.ts";
import type { Platform } from "./start.ts";

/** Whatever hangs: under ten seconds it is over. */
const STOP_WITHIN_MS = 9_000;
const PARENT_CHECK_MS = 250;

const flags = flagsOf(process.argv.slice(2));
if (typeof flags === "string") {
  console.error(`${flags} Usage: ${USAGE}`);
  process.exit(2);
}
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

const { json, ...options } = flags;
const endpoint = process.env["DYNAMODB_ENDPOINT"];
try {
  // After the flags, so that a wrong one is answered at once.
  const { startPlatform } = await import("./start.ts");
  const platform = await startPlatform({ ...options, ...(endpoint ? { endpoint } : {}) });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop(platform));
  if (process.env["npm_lifecycle_event"] !== undefined) stopWithParent(platform);
  if (json) console.log(readiness(platform));
  else console.log((await import("./banner.ts")).banner(platform, String(options.data)));
  // The API loads with its first request: make that one ourselves, now that nobody waits for it.
  await fetch(`${platform.urls.graphql}?query={__typename}`, { headers: { accept: "application/json" } }).catch(
    () => undefined,
  );
} catch (e) {
  console.error(describe(e));
  process.exit(1);
}

function readiness({ urls, issuer, tokens, workspace }: Platform): string {
  return JSON.stringify({ ...urls, issuer, tokens, workspace });
}

function stop(platform: Platform): void {
  const end = () => process.exit(0);
  setTimeout(end, STOP_WITHIN_MS).unref();
  platform.stop().then(end, (e: unknown) => {
    console.error(e);
    end();
  });
}

/** npm hands a signal to its shell, and most shells die of it without a word to us: then nobody is left to end us. */
function stopWithParent(platform: Platform): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop(platform);
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** What somebody can act on; everything else with where it comes from. */
function describe(e: unknown): string {
  if (!(e instanceof Error)) return String(e);
  const { code } = e as { code?: string };
  if (code === "EADDRINUSE") return `Port ${options.port} is in use; choose another with --port, or --port 0 for any.`;
  return /^No embedded|^The embedded/.test(e.message) ? e.message : (e.stack ?? e.message);
}
