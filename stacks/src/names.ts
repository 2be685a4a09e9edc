import { rowsOf } from "@switchboard/functions/wiring";

/** `mail-in` as a logical name: `MailIn`. A dot stands between an event and its reaction. */
export const logical = (id: string): string =>
  id
    .split(/[^a-zA-Z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");

const MAX = 64;

/**
 * The name AWS knows a thing by: an operator finds it in the console, and a policy can name it before it exists.
 * App and stage are part of it, so a second stage lives in the same account.
 */
export function physical(id: string): string {
  const name = `${$app.name}-${$app.stage}-${id}`;
  if (name.length > MAX)
    throw new Error(
      `"${name}" is longer than the ${MAX} characters AWS allows: choose a shorter app name, stage or reaction.`,
    );
  return name;
}

/** How the functions of a company's own reactions are called, as a pattern. */
export const OWN_REACTIONS = "own-*";
export const ownReaction = (id: string): string => `own-${id.replaceAll(".", "-")}`;

/** The rule of a row of the wiring table. */
export const ruleName = (id: string): string => physical(id.replaceAll(".", "-"));

/** What the desk is called in the account's metrics. */
export const serviceName = (): string => physical("desk");

/** @throws when app and stage leave no room for the longest name of the wiring table */
export const assertNamesFit = (): void => {
  const ids = (["event", "mail", "schedule", "stream", "http", "deploy", "operator"] as const).flatMap((kind) =>
    rowsOf<typeof kind>(kind).flatMap(({ id, runsIn }) => [id, runsIn]),
  );
  for (const id of ids) physical(id);
};

/** An ARN of this account and region. */
export const arn = (service: string, resource: $util.Input<string>): $util.Output<string> =>
  $interpolate`arn:${aws.getPartitionOutput().partition}:${service}:${aws.getRegionOutput().region}:${account()}:${resource}`;

export const account = (): $util.Output<string> => aws.getCallerIdentityOutput().accountId;

/** Whether a lookup failed because there is no such thing, and not because it could not be made. */
export const isNotFound = (error: unknown): boolean =>
  /no matching|not found|empty result|couldn't find/i.test(String(error));
