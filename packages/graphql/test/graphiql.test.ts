import * as Ticket from "@switchboard/core/ticket";
import { expect, test } from "vitest";
import { EXAMPLES, graphiqlPage } from "../src/graphiql/index.ts";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";

const t = await testDesk();
const { object } = await Ticket.open(t.as("ada"), { customerId: t.ids.eve, subject: "Help", text: "Please." });
const sample = { ticketId: object.id, customerId: t.ids.eve, agentId: t.ids.ada };

test.each(EXAMPLES.map((example) => [/^(?:query|mutation) (\w+)/m.exec(example.query)?.[1], example] as const))(
  "the tab %s answers without an error",
  async (_, { query, variables }) => {
    const { data, errors, text } = await caller(t.server, "ada")(query, variables?.(sample));
    expect(errors).toEqual([]);
    expect(data).toBeTruthy();
    expect(text).not.toContain('"code"');
  },
);

test("the page has a tab for each example, with the token and its variables", () => {
  let given: Readonly<Record<string, unknown>> = {};
  const render = (options: object) => {
    given = { ...options };
    return "<html>";
  };
  expect(graphiqlPage({ render, endpoint: "/graphql", token: "abc", sample })).toBe("<html>");
  expect(given).toMatchObject({ title: "Switchboard", endpoint: "/graphql" });
  const tabs = given["defaultTabs"] as { query: string; headers: string; variables?: string }[];
  expect(tabs).toHaveLength(EXAMPLES.length);
  expect(JSON.parse(tabs[3]?.variables ?? "")).toEqual({ id: object.id });
  expect(tabs.every((tab) => JSON.parse(tab.headers).authorization === "Bearer abc")).toBe(true);
});
