import { ACCOUNT } from "../../offline/account.ts";
import { type Call, jsonError, operationOf, type Reply, type Service, ServiceError } from "../endpoint.ts";
import { askEngine } from "../engine.ts";
import type { Meter } from "../figures.ts";

interface Place {
  readonly TableName: string;
  readonly IndexName?: string;
}

interface Input extends Partial<Place> {
  readonly TransactItems?: readonly Readonly<Record<string, Place>>[];
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly ReturnConsumedCapacity?: string;
}

interface Capacity {
  readonly CapacityUnits?: number;
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
}

const TRANSACTED: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};
const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem"]);

/** A real engine behind the door, which also counts what each call took. */
export const dynamodb = (engine: string, region: string, meter: Meter): Service => ({
  refuse: jsonError,
  async handle(call: Call): Promise<Reply> {
    const { operation, input } = operationOf(call);
    const arn = (table: string) => `arn:aws:dynamodb:${region}:${ACCOUNT}:table/${table}`;
    for (const { action, place } of needsOf(operation, input as Input)) {
      const index = place.IndexName === undefined ? "" : `/index/${place.IndexName}`;
      call.need(`dynamodb:${action}`, arn(place.TableName) + index);
    }
    const asked = { ...(input as Input), ReturnConsumedCapacity: "INDEXES" };
    const answer = await askEngine(engine, String(call.headers["x-amz-target"]), JSON.stringify(asked));
    const body = await answer.text();
    if (!answer.ok) return { status: answer.status, headers: { "content-type": "application/x-amz-json-1.0" }, body };
    const { ConsumedCapacity, ...rest } = JSON.parse(body) as { ConsumedCapacity?: Capacity | Capacity[] };
    meter.called(`${call.fn.name} ${operation}`, unitsOf(operation, [ConsumedCapacity ?? []].flat()));
    const wanted = (input as Input).ReturnConsumedCapacity !== undefined;
    return {
      status: 200,
      headers: { "content-type": "application/x-amz-json-1.0" },
      body: wanted ? body : JSON.stringify(rest),
    };
  },
});

/** A transaction takes the permission of each thing it does. */
function needsOf(operation: string, input: Input): readonly { action: string; place: Place }[] {
  const { TransactItems, RequestItems, TableName, IndexName } = input;
  if (TransactItems)
    return TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, place]) => ({ action: TRANSACTED[kind] ?? kind, place })),
    );
  if (RequestItems)
    return Object.keys(RequestItems).map((table) => ({ action: operation, place: { TableName: table } }));
  if (TableName === undefined) throw new ServiceError("ValidationException", "which table?");
  return [{ action: operation, place: { TableName, ...(IndexName === undefined ? {} : { IndexName }) } }];
}

function unitsOf(operation: string, consumed: readonly Capacity[]) {
  const units = consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  return WRITES.has(operation) ? { readUnits: 0, writeUnits: units } : { readUnits: units, writeUnits: 0 };
}
