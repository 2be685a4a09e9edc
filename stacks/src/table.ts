import { INDEXES, KEY_ATTRIBUTES, TTL_ATTRIBUTE, tableDefinition } from "@switchboard/core/table/definition";

/** The one table, from the same definition that the embedded engine and the tests create theirs. */
export function table(keep: boolean): sst.aws.Dynamo {
  return new sst.aws.Dynamo("Table", {
    fields: Object.fromEntries(
      tableDefinition().AttributeDefinitions.map(({ AttributeName }) => [AttributeName, "string"]),
    ),
    primaryIndex: { hashKey: KEY_ATTRIBUTES.partition, rangeKey: KEY_ATTRIBUTES.sort },
    globalIndexes: Object.fromEntries(
      Object.entries(INDEXES).map(([name, { partition, sort, carries }]) => [
        name,
        { hashKey: partition, rangeKey: sort, projection: carries.length === 0 ? "keys-only" : [...carries] },
      ]),
    ),
    stream: "new-and-old-images",
    ttl: TTL_ATTRIBUTE,
    deletionProtection: keep,
  });
}
