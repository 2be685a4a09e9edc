import type { Recorded, Stack } from "./stack.ts";

/** Tables, queues and logs as AWS takes them, and as a company may rely on them. */
export const storage = (stack: Stack): string[] => [
  ...stack.of("aws:dynamodb/table:Table").flatMap(table),
  ...stack.of("aws:sqs/queue:Queue").flatMap(queue),
  ...logs(stack),
];

function table({ name, inputs }: Recorded): string[] {
  const declared = new Set<string>(inputs["attributes"].map((one: { name: string }) => one.name));
  const indexes: Recorded["inputs"][] = inputs["globalSecondaryIndexes"] ?? [];
  const keys = [inputs, ...indexes].flatMap((one) => [one["hashKey"], one["rangeKey"]] as string[]);
  const used = new Set(keys);
  return [
    ...keys.filter((key) => !declared.has(key)).map((key) => `${name}: the key ${key} is no attribute`),
    ...[...declared].filter((key) => !used.has(key)).map((key) => `${name}: the attribute ${key} is no key`),
    ...(indexes.length === 4 ? [] : [`${name} has ${indexes.length} indexes instead of 4`]),
    ...indexes
      .filter((one) => one["projectionType"] === "ALL")
      .map((one) => `${name}: ${one["name"]} carries whole rows`),
    ...carried(indexes).map((fault) => `${name}: ${fault}`),
    ...(inputs["streamEnabled"] && inputs["streamViewType"] === "NEW_AND_OLD_IMAGES"
      ? []
      : [`${name} has no stream of new and old images`]),
    ...(inputs["pointInTimeRecovery"]?.enabled ? [] : [`${name} cannot be restored to a point in time`]),
    ...(inputs["ttl"]?.enabled ? [] : [`${name} never forgets what has expired`]),
    ...(inputs["billingMode"] === "PAY_PER_REQUEST" ? [] : [`${name} is not on demand`]),
    ...(inputs["serverSideEncryption"]?.enabled === false ? [`${name} is not encrypted`] : []),
  ];
}

/** DynamoDB takes 20 attributes an index besides its keys, and 100 over all of them. */
function carried(indexes: readonly Recorded["inputs"][]): string[] {
  const counts = indexes.map((one) => [one["name"], one["nonKeyAttributes"]?.length ?? 0] as const);
  const sum = counts.reduce((total, [, count]) => total + count, 0);
  return [
    ...counts.filter(([, count]) => count > 20).map(([index, count]) => `${index} carries ${count} attributes`),
    ...(sum > 100 ? [`its indexes carry ${sum} attributes`] : []),
  ];
}

const queue = ({ name, inputs }: Recorded): string[] =>
  inputs["sqsManagedSseEnabled"] || inputs["kmsMasterKeyId"] ? [] : [`${name} is not encrypted`];

function logs(stack: Stack): string[] {
  const groups = new Map(stack.of("aws:cloudwatch/logGroup:LogGroup").map((one) => [one.state["name"], one.inputs]));
  return stack.functions().flatMap(({ name, inputs }) => {
    const { logGroup, logFormat } = inputs["loggingConfig"] ?? {};
    const days = groups.get(logGroup)?.["retentionInDays"];
    return [
      ...(days > 0 ? [] : [`${name} keeps its logs for ever`]),
      ...(logFormat === "JSON" ? [] : [`${name} does not log in JSON`]),
    ];
  });
}
