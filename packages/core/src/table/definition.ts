/**
 * The one table: keys, the four sparse indexes and what each of them carries. Stacks, the embedded engine
 * and tests create it from here, so they cannot differ.
 */
export const KEY_ATTRIBUTES = { partition: "pk", sort: "sk" } as const;

/** What lists show of tickets: short names of attributes, in `store.ts`. Nothing here changes with each message. */
const TICKET = ["n", "su", "st", "pr", "ki", "ca", "cu", "as", "ch", "ct", "tm", "cs", "tg"] as const;

/** What lists of people and companies show besides. */
const PERSON = ["nm", "em", "cm"] as const;

/** The narrow arm of every event on the log; its time is the key's. */
const LOG = ["t", "ac", "ob", "oc", "o", "co", "cx"] as const;

/** DynamoDB takes at most 20 attributes an index besides keys, and 100 over all of them. */
export const INDEXES = {
  work: { partition: "w1", sort: "w2", carries: [...TICKET, ...PERSON] },
  activity: { partition: "a1", sort: "a2", carries: [...TICKET, ...LOG] },
  relation: { partition: "r1", sort: "r2", carries: [...TICKET, ...PERSON] },
  due: { partition: "d1", sort: "d2", carries: [] },
} as const;

/** DynamoDB deletes a row some time after this attribute (seconds since the epoch): late, so readers check it too. */
export const TTL_ATTRIBUTE = "x";

/** The CreateTable input, apart from the name. */
export function tableDefinition() {
  const attributes = [KEY_ATTRIBUTES, ...Object.values(INDEXES)].flatMap((keys) => [keys.partition, keys.sort]);
  return {
    AttributeDefinitions: attributes.map((name) => ({ AttributeName: name, AttributeType: "S" as const })),
    KeySchema: keySchema(KEY_ATTRIBUTES),
    GlobalSecondaryIndexes: Object.entries(INDEXES).map(([name, index]) => ({
      IndexName: name,
      KeySchema: keySchema(index),
      Projection:
        index.carries.length === 0
          ? { ProjectionType: "KEYS_ONLY" as const }
          : { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...index.carries] },
    })),
    BillingMode: "PAY_PER_REQUEST" as const,
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" as const },
  };
}

const keySchema = (keys: { readonly partition: string; readonly sort: string }) => [
  { AttributeName: keys.partition, KeyType: "HASH" as const },
  { AttributeName: keys.sort, KeyType: "RANGE" as const },
];
