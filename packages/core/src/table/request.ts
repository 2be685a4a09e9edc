import type { AttributeValue, QueryCommandInput, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { Expression, Query, Write } from "../port/index.ts";
import { INDEXES, KEY_ATTRIBUTES } from "./definition.ts";
import { toAttribute, toItem } from "./item.ts";

/** The Query that reads one partition of the table or of an index, in order of the sort key. */
export function queryInput(q: Query): Omit<QueryCommandInput, "TableName"> {
  const keys = q.index ? INDEXES[q.index] : KEY_ATTRIBUTES;
  const values: Record<string, AttributeValue> = { ":p": { S: q.partition } };
  const names: Record<string, string> = { "#p": keys.partition };
  const range = rangeOf(q);
  if (range) names["#s"] = keys.sort;
  if (range && q.from !== undefined) values[":f"] = { S: q.from };
  if (range && q.to !== undefined) values[":t"] = { S: q.to };
  return {
    ...(q.index ? { IndexName: q.index } : { ConsistentRead: q.consistent ?? false }),
    KeyConditionExpression: range ? `#p = :p AND ${range}` : "#p = :p",
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    ScanIndexForward: !q.reverse,
    ...(q.limit === undefined ? {} : { Limit: q.limit }),
    ...(q.after === undefined ? {} : { ExclusiveStartKey: toItem(q.after) }),
  };
}

function rangeOf(q: Query): string | null {
  if (q.from !== undefined && q.to !== undefined) return "#s BETWEEN :f AND :t";
  if (q.from !== undefined) return "#s >= :f";
  return q.to === undefined ? null : "#s <= :t";
}

/** One write as an item of a transaction; a failed condition gives back what lay there. */
export function transactItem(TableName: string, write: Write): TransactWriteItem {
  const ReturnValuesOnConditionCheckFailure = "ALL_OLD" as const;
  const base = { TableName, ReturnValuesOnConditionCheckFailure, ...parts(write) };
  switch (write.kind) {
    case "put":
      return { Put: { ...base, Item: toItem(write.row) } };
    case "update":
      return { Update: { ...base, Key: toItem({ ...write.key }), UpdateExpression: write.update.expression } };
    case "delete":
      return { Delete: { ...base, Key: toItem({ ...write.key }) } };
    case "check":
      return {
        ConditionCheck: { ...base, Key: toItem({ ...write.key }), ConditionExpression: write.condition.expression },
      };
  }
}

/** The same for a call of its own. */
export const singleInput = (write: Write) => ({
  ...parts(write),
  ...(write.kind === "update" ? { UpdateExpression: write.update.expression } : {}),
  ...(write.kind === "update" && write.returns ? { ReturnValues: "UPDATED_NEW" as const } : {}),
  ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
});

function parts(write: Write) {
  const expressions: (Expression | undefined)[] = [write.condition, write.kind === "update" ? write.update : undefined];
  const names = Object.assign({}, ...expressions.map((e) => e?.names)) as Record<string, string>;
  const values = Object.assign({}, ...expressions.map((e) => e?.values)) as NonNullable<Expression["values"]>;
  return {
    ...(write.condition ? { ConditionExpression: write.condition.expression } : {}),
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
    ...(Object.keys(values).length > 0
      ? { ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([k, v]) => [k, toAttribute(v)])) }
      : {}),
  };
}
