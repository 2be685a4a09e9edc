import { rowsOf } from "@switchboard/functions/wiring";
import { addressOf, type Ground, lambda } from "./lambda.ts";
import { logical } from "./names.ts";

export interface FirstStart {
  /** Once: the code that mints the first admin key. Afterwards the word `claimed`. */
  readonly claim: $util.Output<string>;
  readonly fns: Record<string, sst.aws.Function>;
}

/** Calls the function that sets up the workspace: with every deploy, as it does nothing that was done. */
export function firstStart(ground: Ground): FirstStart {
  const address = addressOf(ground);
  const fns: Record<string, sst.aws.Function> = {};
  const claims = rowsOf("deploy").map(({ id, runsIn }) => {
    const fn = lambda(ground, runsIn);
    fns[runsIn] = fn;
    const deploy = new Date().toISOString();
    const called = new aws.lambda.Invocation(
      logical(`${id}-call`),
      {
        functionName: fn.name,
        input: JSON.stringify({ name: ground.settings.company, address, deploy }),
        // With every deploy anew: an unused claim code is replaced, a used one is said to be.
        triggers: { deploy },
      },
      { dependsOn: [ground.table, fn] },
    );
    return called.result.apply((answer) => (JSON.parse(answer) as { claim: string }).claim);
  });
  return { claim: claims[0] ?? $output(""), fns };
}
