/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  app: async (input) => (await import("@switchboard/stacks/app")).app("acme-desk", input),
  async run() {
    const { desk } = await import("@switchboard/stacks");
    const help = await desk();
    const board = new sst.aws.Queue("Board");
    help.react("ticket-opened.tell-board", {
      on: "ticket.opened",
      handler: "src/tellBoard.handler",
      link: [board],
    });
    return { ...help.outputs, board: board.url };
  },
});
