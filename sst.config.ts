/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  async app(input) {
    const { app } = await import("./stacks/src/app.ts");
    return app("switchboard", input);
  },
  async run() {
    const { desk } = await import("./stacks/src/index.ts");
    return (await desk()).outputs;
  },
});
