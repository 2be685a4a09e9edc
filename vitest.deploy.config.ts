import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** The tests of what is deployed: they run SST's CLI and the bundles it makes. */
const { include: _, ...test } = base.test ?? {};
export default mergeConfig(
  defineConfig({ ...base, test }),
  defineConfig({
    test: {
      include: ["stacks/test/**/*.test.ts"],
      globalSetup: ["stacks/test/cloud/deployed.ts"],
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  }),
);
