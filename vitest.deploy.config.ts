import { mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** Deploys with SST's own CLI: needs what `npm run test:deploy` installs first, and takes minutes. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  {
    test: {
      include: ["stacks/test/**/*.test.ts"],
      exclude: ["**/node_modules/**", "stacks/test/settings.test.ts"],
      globalSetup: ["stacks/test/cloud/deployed.ts"],
      testTimeout: 120_000,
      hookTimeout: 120_000,
      // As many deploys at once as there are cores.
      maxConcurrency: 2,
    },
  },
);
