import type { Capability } from "@switchboard/functions/wiring";
import { live } from "@switchboard/functions/wiring";
import { asynchronous, type Ground, grantsOf, lettersOf, named } from "./lambda.ts";
import { logical, ownReaction, physical } from "./names.ts";
import { invoked, RETRIES } from "./rules.ts";

/** A company's own reaction to what happens at its desk. */
export interface ReactionArgs {
  /** The event's type, such as `ticket.opened`: what happens now, and not what is imported or seeded. */
  readonly on: string;
  /** As SST names handlers: path from the application and export. It gets the event as EventBridge delivers it. */
  readonly handler: string;
  /** The resources of the company's own that it works with. */
  readonly link?: sst.aws.FunctionArgs["link"];
  /** What of the desk it works with: `table`, the default, for most operations; `files`, `mailer` and `bus` where they need them. */
  readonly uses?: readonly Capability[];
  readonly function?: Partial<sst.aws.FunctionArgs>;
}

/** A rule on the desk's bus with its own Lambda, retries and dead letters: as the desk's reactions are made. */
export function reaction(ground: Ground, id: string, args: ReactionArgs): sst.aws.Function {
  const name = logical(id);
  const { environment, permissions } = grantsOf(ground, args.uses ?? ["table"]);
  const fn = new sst.aws.Function(name, {
    ...args.function,
    name: physical(ownReaction(id)),
    handler: args.handler,
    ...(args.link ? { link: args.link } : {}),
    environment: {
      ...named(ground),
      ...environment,
      ...(args.function?.environment as Record<string, string> | undefined),
    },
    permissions: [
      ...permissions,
      lettersOf(ground),
      ...((args.function?.permissions as sst.aws.FunctionPermissionArgs[] | undefined) ?? []),
    ],
  });
  asynchronous(ground, name, fn);
  const rule = new aws.cloudwatch.EventRule(`${name}Rule`, {
    name: physical(ownReaction(id)),
    eventBusName: ground.bus.name,
    eventPattern: JSON.stringify(live(args.on)),
  });
  new aws.cloudwatch.EventTarget(`${name}Target`, {
    rule: rule.name,
    eventBusName: ground.bus.name,
    arn: invoked(name, rule, fn),
    retryPolicy: RETRIES,
    deadLetterConfig: { arn: ground.deadLetters.arn },
  });
  return fn;
}
