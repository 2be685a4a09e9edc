/**
 * What the claims about speed are measured with. Ratios inside one run are what counts; the milliseconds are
 * this machine's. Nothing here is asserted: tests assert work (units, calls, bytes).
 */
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const { openDesk } = await import("./desk.ts");
const { benchGraphQL } = await import("./graphql.ts");
const { benchHostile } = await import("./hostile.ts");
const { benchCommit } = await import("./commit.ts");
const { benchStructure } = await import("./structure.ts");
const { benchScale } = await import("./scale.ts");
const { benchCalendar, benchClocks } = await import("./calendar.ts");
const { benchRouting, benchSimulator } = await import("./routing.ts");
const { benchTick } = await import("./tick.ts");
const { benchMailHandler, benchParse, benchReceive } = await import("./mail.ts");
const { benchBundle } = await import("./bundle.ts");

const bench = await openDesk();
try {
  await benchGraphQL(bench);
  await benchHostile(bench);
  await benchCommit(bench);
  await benchStructure(bench);
  await benchScale(bench);
  await benchTick(bench);
  await benchParse();
  await benchReceive(bench);
  benchCalendar();
  benchClocks();
  benchRouting();
  benchSimulator();
  await benchMailHandler();
  await benchBundle();
} finally {
  await bench.engine.stop();
}
process.exit(0);
