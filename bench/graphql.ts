import { BatchGetItemCommand, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { createServer } from "@switchboard/graphql";
import { type Bench, TABLE } from "./desk.ts";
import { compare, heading, show } from "./measure.ts";

const TICKET = `query($id: ID!) { ticket(id: $id) { id number subject status priority version
  customer { id name email } assignee { id name }
  entries(first: 50) { edges { node { id type at text actor { kind id } attachments { id name } } } } } }`;
const LIST = `{ tickets(filter: { status: [NEW] }, first: 50) { edges { node { id number subject status priority createdAt
  customer { id name email } assignee { id name } } } pageInfo { hasNextPage endCursor } } }`;

/** GraphQL answers against the bare SDK calls that read the same rows. */
export async function benchGraphQL(bench: Bench): Promise<void> {
  const server = createServer({
    context: () => Promise.resolve(bench.desk.as(bench.ctx.actor)),
    introspection: "public",
  });
  const ask =
    (query: string, variables: Record<string, unknown> = {}) =>
    async () => {
      const answer = await server.fetch(
        new Request("http://desk.example/graphql", {
          method: "POST",
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify({ query, variables }),
        }),
      );
      const text = await answer.text();
      if (text.includes('"errors"')) throw new Error(text.slice(0, 500));
    };
  heading("GraphQL against the bare SDK calls for the same rows (ours / bare)");
  const ticket = await compare(ask(TICKET, { id: bench.longTicket }), bareTicket(bench));
  show("open a ticket with 50 entries", ticket, "aim: 3x");
  show("list 50 tickets", await compare(ask(LIST), bareList(bench)), "aim: 3x");
}

const S = (value: string) => ({ S: value });

function bareTicket({ client, longTicket }: Bench) {
  const pk = S(`main#${longTicket}`);
  const range = (prefix: string) =>
    client.send(
      new QueryCommand({
        TableName: TABLE,
        KeyConditionExpression: "pk = :p AND begins_with(sk, :s)",
        ExpressionAttributeValues: { ":p": pk, ":s": S(prefix) },
        ScanIndexForward: false,
        Limit: 51,
      }),
    );
  return async () => {
    const state = await client.send(
      new GetItemCommand({ TableName: TABLE, Key: { pk, sk: S("T") }, ConsistentRead: true }),
    );
    const [people] = await Promise.all([
      readPeople(client, [state.Item?.["cu"]?.S, state.Item?.["as"]?.S]),
      range("P#"),
      range("N#"),
    ]);
    if (!people.Responses) throw new Error("nothing read");
  };
}

function bareList({ client }: Bench) {
  return async () => {
    const page = await client.send(
      new QueryCommand({
        TableName: TABLE,
        IndexName: "activity",
        KeyConditionExpression: "a1 = :p",
        ExpressionAttributeValues: { ":p": S("main#ACT#NEW") },
        ScanIndexForward: false,
        Limit: 51,
      }),
    );
    const rows = page.Items ?? [];
    await Promise.all([
      readPeople(
        client,
        rows.map((row) => row["cu"]?.S),
      ),
      readPeople(
        client,
        rows.map((row) => row["as"]?.S),
      ),
    ]);
  };
}

function readPeople(client: Bench["client"], ids: readonly (string | undefined)[]) {
  const unique = [...new Set(ids.filter((id) => id !== undefined))];
  const Keys = unique.map((id) => ({ pk: S(`main#${id}`), sk: S("T") }));
  return client.send(new BatchGetItemCommand({ RequestItems: { [TABLE]: { Keys } } }));
}
