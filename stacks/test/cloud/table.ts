import { CreateTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { TableResource } from "./resources.ts";

/** The table as it was recorded, and not as anybody remembers it. */
export async function createTable(client: DynamoDBClient, table: TableResource): Promise<void> {
  const { name, hashKey, rangeKey, attributes, globalSecondaryIndexes, streamEnabled, streamViewType } = table;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: attributes.map((one) => ({ AttributeName: one.name, AttributeType: one.type as "S" })),
      KeySchema: keysOf(hashKey, rangeKey),
      GlobalSecondaryIndexes: globalSecondaryIndexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keysOf(index.hashKey, index.rangeKey),
        Projection: {
          ProjectionType: index.projectionType as "ALL",
          ...(index.nonKeyAttributes ? { NonKeyAttributes: index.nonKeyAttributes } : {}),
        },
      })),
      StreamSpecification: { StreamEnabled: streamEnabled, StreamViewType: streamViewType as "NEW_AND_OLD_IMAGES" },
    }),
  );
}

const keysOf = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: "HASH" as const },
  { AttributeName: range, KeyType: "RANGE" as const },
];
