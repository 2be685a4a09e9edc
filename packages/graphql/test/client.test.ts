import { ApolloClient, gql as apolloGql, HttpLink, InMemoryCache } from "@apollo/client/core";
import { relayStylePagination } from "@apollo/client/utilities";
import * as Ticket from "@switchboard/core/ticket";
import { Client, cacheExchange, fetchExchange, gql } from "@urql/core";
import { GraphQLClient } from "graphql-request";
import { describe, expect, test } from "vitest";
import { main } from "../../../examples/third-party-client/index.ts";
import { URL_OF_TESTS } from "./call.ts";
import { testDesk } from "./desk.ts";

const t = await testDesk();
const fetch: typeof globalThis.fetch = (url, init) => t.server.fetch(new Request(url, init));
const headers = { authorization: "Bearer ada" };
for (let n = 0; n < 3; n++) {
  await Ticket.open(t.as("ada"), { customerId: t.ids.eve, subject: `T${n}`, text: "x" });
  t.clock.advance(60_000);
}

const LIST =
  "query List($first: Int!, $after: String) { tickets(first: $first, after: $after) { edges { node { id subject } } pageInfo { hasNextPage endCursor } } }";
const OPEN =
  "mutation Open($input: OpenTicketInput!) { openTicket(input: $input) { ticket { id number } errors { __typename code message path } } }";
const WRONG = { input: { customerId: "cus_", subject: "", text: "x" } };

interface List {
  readonly tickets: {
    readonly edges: readonly { readonly node: { readonly subject: string } }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}
const subjects = (data: List | undefined) => data?.tickets.edges.map((edge) => edge.node.subject);

test("urql reads, changes, and gets errors with codes", async () => {
  const client = new Client({
    url: URL_OF_TESTS,
    fetch,
    fetchOptions: { headers },
    preferGetMethod: false,
    exchanges: [cacheExchange, fetchExchange],
  });
  expect(subjects((await client.query<List>(gql(LIST), { first: 2 })).data)).toEqual(["T2", "T1"]);
  const { error, data } = await client.mutation(gql(OPEN), WRONG);
  expect(data).toEqual({ openTicket: null });
  expect(error?.graphQLErrors[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
});

test("Apollo reads page after page into one list", async () => {
  const client = new ApolloClient({
    link: new HttpLink({ uri: URL_OF_TESTS, fetch, headers }),
    cache: new InMemoryCache({ typePolicies: { Query: { fields: { tickets: relayStylePagination() } } } }),
  });
  const query = apolloGql(LIST);
  const watched = client.watchQuery<List>({ query, variables: { first: 2 } });
  const subscription = watched.subscribe({});
  const one = await client.query<List>({ query, variables: { first: 2 } });
  expect(subjects(one.data)).toEqual(["T2", "T1"]);
  await watched.fetchMore({ variables: { after: one.data?.tickets.pageInfo.endCursor } });
  expect(subjects(client.readQuery<List>({ query, variables: { first: 2 } }) ?? undefined)).toEqual(["T2", "T1", "T0"]);
  subscription.unsubscribe();
  client.stop();
});

test("graphql-request opens a ticket", async () => {
  const client = new GraphQLClient(URL_OF_TESTS, { fetch, headers });
  const data = await client.request<{ openTicket: { ticket: { number: number } } }>(OPEN, {
    input: { customerId: t.ids.eve, subject: "By graphql-request", text: "x" },
  });
  expect(data.openTicket.ticket.number).toBe(4);
  await expect(client.request(OPEN, WRONG)).rejects.toMatchObject({
    response: { errors: [{ extensions: { code: "BAD_USER_INPUT" } }] },
  });
});

describe("the example", () => {
  test("opens a ticket and reads it", async () => {
    const lines: string[] = [];
    await main({ url: URL_OF_TESTS, token: "ada", email: "new@example.com", fetch, print: (line) => lines.push(line) });
    expect(lines).toEqual([
      "Opened ticket #5 for new@example.com",
      "#5 NEW, NORMAL: The door of my washing machine does not open",
      "  2026-11-02T09:03:00.000Z ticket.message_received by AGENT: It is stuck, with my clothes inside.",
      "  2026-11-02T09:03:00.000Z ticket.opened by AGENT",
    ]);
  });

  test("says what was refused", async () => {
    await expect(main({ url: URL_OF_TESTS, token: "ada", email: "nobody", fetch, print: () => {} })).rejects.toThrow(
      "VALIDATION at email: This is no e-mail address.",
    );
    await expect(main({ url: URL_OF_TESTS, token: "x", email: "a@b.example", fetch, print: () => {} })).rejects.toThrow(
      "UNAUTHENTICATED",
    );
  });
});
