/** `npm run tour`: a platform in memory, real mail in, and the first story told as it happens. */
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const { startPlatform } = await import("../index.ts");
const { failed } = await import("./print.ts");
const { story } = await import("./story.ts");

const platform = await startPlatform({ port: 0, data: "memory", seed: "none", clock: "manual" });
try {
  await story(platform);
  console.log("\nThe whole story held.");
} catch (e) {
  failed("here the story ends", e instanceof Error ? e.message : String(e));
  process.exitCode = 1;
} finally {
  await platform.stop();
}
