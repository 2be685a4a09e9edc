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
    throw new Error(`"${name}" is longer than the ${MAX} characters AWS allows: choose a shorter app name or stage.`);
  return name;
}

/** What the desk is called in the account's metrics. */
export const serviceName = (): string => physical("desk");

/** An ARN of this account and region. */
export const arn = (service: string, resource: $util.Input<string>): $util.Output<string> =>
  $interpolate`arn:${aws.getPartitionOutput().partition}:${service}:${aws.getRegionOutput().region}:${account()}:${resource}`;

export const account = (): $util.Output<string> => aws.getCallerIdentityOutput().accountId;

export const isProduction = (): boolean => $app.stage === "production";

/** Whether a lookup failed because there is no such thing, and not because it could not be made. */
export const isNotFound = (error: unknown): boolean =>
  /no matching|not found|empty result|couldn't find/i.test(String(error));
