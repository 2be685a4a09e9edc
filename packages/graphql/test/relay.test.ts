import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SCHEMA = fileURLToPath(new URL("../schema.graphql", import.meta.url));
const COMPILER = createRequire(import.meta.url).resolve("relay-compiler/cli.js");

/** What a Relay app would write: a connection it pages through, a node it refetches, a typed mutation. */
const SOURCE = `import { graphql } from "relay-runtime";
graphql\`fragment AppTickets_query on Query @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" })
  @refetchable(queryName: "AppTicketsPage") {
  tickets(first: $count, after: $cursor) @connection(key: "AppTickets_tickets") { edges { node { id ...AppTicket_ticket } } }
}\`;
graphql\`fragment AppTicket_ticket on Ticket @refetchable(queryName: "AppTicketRefetch") { id number subject customer { name } }\`;
graphql\`query AppQuery { ...AppTickets_query viewer { permissions { permission } } }\`;
graphql\`mutation AppResolveMutation($input: ResolveTicketInput!) {
  resolveTicket(input: $input) { ticket { id status } errors { __typename code message ... on ConflictError { currentVersion } } }
}\`;
`;

test("relay-compiler accepts the schema: connections, refetching by node, typed refusals", () => {
  const folder = mkdtempSync(join(tmpdir(), "switchboard-relay-"));
  try {
    mkdirSync(join(folder, "src"));
    copyFileSync(SCHEMA, join(folder, "schema.graphql"));
    writeFileSync(join(folder, "src/App.js"), SOURCE);
    const config = { src: "./src", schema: "./schema.graphql", language: "javascript", eagerEsModules: true };
    writeFileSync(join(folder, "relay.config.json"), JSON.stringify(config));
    execFileSync(process.execPath, [COMPILER, "relay.config.json"], { cwd: folder, stdio: "pipe" });
    const made = readdirSync(join(folder, "src/__generated__"));
    expect(made).toContain("AppTicketsPage.graphql.js");
    expect(made).toContain("AppResolveMutation.graphql.js");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
