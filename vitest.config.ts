import { fileURLToPath } from "node:url";
import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Without "module": under it the AWS SDK hands Node files that only bundlers can resolve.
  ssr: {
    resolve: { conditions: ["@switchboard/source", ...defaultServerConditions.filter((name) => name !== "module")] },
  },
  test: {
    // One graphql in the process: Vite would give our sources index.mjs while Pothos and Yoga load index.js.
    alias: [
      { find: /^graphql$/, replacement: fileURLToPath(new URL("./node_modules/graphql/index.js", import.meta.url)) },
    ],
    include: [
      "packages/*/test/**/*.test.ts",
      "examples/*/test/**/*.test.ts",
      "bench/**/*.test.ts",
      "stacks/test/settings.test.ts",
    ],
    setupFiles: ["./packages/functions/test/setup.ts"],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: "threads",
    // Modules are loaded once a thread, not once a file: that was half the time. So a test leaves nothing behind in
    // a module or the environment; every file has an engine and tables of its own.
    isolate: false,
    maxWorkers: 2,
  },
});
