import * as Customer from "@switchboard/core/customer";
import * as Ticket from "@switchboard/core/ticket";
import { describe, expect, test } from "vitest";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";

const t = await testDesk();
const ada = caller(t.server, "ada");
const { object: ticket } = await Ticket.open(t.as("ada"), { customerId: t.ids.eve, subject: "Card stolen", text: "x" });
const foreign = await Ticket.open(t.as("elsewhere"), {
  customerId: (await Customer.getByEmail(t.as("elsewhere"), "eve@other.example"))?.id ?? "",
  subject: "Theirs",
  text: "Secret.",
});
const unknown = (id: string) => `${id.slice(0, 4)}${"0".repeat(25)}1`;

describe("node", () => {
  test("finds everything with an id", async () => {
    const workspace = (await ada("{ workspace { id } }")).data.workspace.id;
    const entry = (await Ticket.entries(t.as("ada"), ticket.id)).edges[0]?.node.id;
    const ids = [ticket.id, t.ids.eve, t.ids.ada, entry, workspace];
    const { data } = await ada("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", { ids });
    expect(data.nodes).toEqual([
      { __typename: "Ticket", id: ticket.id },
      { __typename: "Customer", id: t.ids.eve },
      { __typename: "Agent", id: t.ids.ada },
      { __typename: "Entry", id: entry },
      { __typename: "Workspace", id: workspace },
    ]);
    const one = await ada("query ($id: ID!) { node(id: $id) { id ... on Ticket { subject } } }", { id: ticket.id });
    expect(one.data.node).toEqual({ id: ticket.id, subject: "Card stolen" });
  });

  test("another workspace's ids answer like ids that never existed", async () => {
    const theirs = [foreign.object.id, t.ids.otherAgent, foreign.entryIds[0] ?? ""];
    const never = [unknown("tkt_"), unknown("agt_"), unknown("evt_")];
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    const [a, b] = await Promise.all([ada(query, { ids: theirs }), ada(query, { ids: never })]);
    expect(a.text).toBe(b.text);
    expect(a.data.nodes).toEqual([null, null, null]);
    for (const field of ["ticket", "node"]) {
      const asked = `query ($id: ID!) { ${field}(id: $id) { id } }`;
      expect((await ada(asked, { id: foreign.object.id })).text).toBe((await ada(asked, { id: unknown("tkt_") })).text);
    }
  });

  test("an id of a kind that has no node is null, one that is none at all is malformed", async () => {
    expect((await ada(`{ node(id: "${unknown("att_")}") { id } }`)).data).toEqual({ node: null });
    const bad = await ada('{ node(id: "tkt_short") { id } nodes(ids: ["x"]) { id } }');
    expect(bad.codes).toEqual(["BAD_USER_INPUT", "BAD_USER_INPUT"]);
    expect(bad.data).toEqual({ node: null, nodes: [null] });
  });

  test.each(["ticket", "customer", "agent"])("%s refuses the id of something else", async (field) => {
    const { codes, data } = await ada(`{ ${field}(id: "${unknown("evt_")}") { id } }`);
    expect([codes, data]).toEqual([["BAD_USER_INPUT"], { [field]: null }]);
  });
});
