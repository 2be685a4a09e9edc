import { expect } from "vitest";
import { mailIn, tickets } from "../desk.ts";
import type { Chapter } from "./index.ts";

interface Conversation {
  readonly ticket: { readonly entries: { readonly edges: readonly { readonly node: Entry }[] } };
}

interface Entry {
  readonly id: string;
  readonly text: string | null;
  readonly redacted: boolean;
}

const SECRET = "My card is 4111 1111 1111 1111.";

/** Words are blanked, and what would know a copy of their mail again is forgotten: by a rule that calls a function. */
export const redaction: Chapter = {
  name: "what a customer should not have written is blanked, and the reaction forgets its traces",
  async tell(running) {
    const { cloud, graphql } = running;
    await mailIn(running, { subject: "Card", text: SECRET });
    const ticketId = (await tickets(running)).find(({ subject }) => subject === "Card")?.id;
    const entries = async () => {
      const query =
        "query T($id: ID!) { ticket(id: $id) { entries(first: 5) { edges { node { id text redacted } } } } }";
      const { ticket } = await graphql<Conversation>(query, { id: ticketId });
      return ticket.entries.edges.map(({ node }) => node);
    };
    const [written] = await entries();
    expect(written?.text).toContain(SECRET);

    const updates = `${cloud.nameOf("reactions")} UpdateItem`;
    const before = cloud.figures().table[updates]?.calls ?? 0;
    const redacted = await graphql(
      "mutation R($input: RedactTicketEntryInput!) { redactTicketEntry(input: $input) { errors { message } } }",
      { input: { ticketId, entryId: written?.id, reason: "A card number." } },
    );
    expect(redacted).toEqual({ redactTicketEntry: { errors: [] } });
    await cloud.settle();
    expect(JSON.stringify(await entries())).not.toContain("4111");
    expect(cloud.figures().table[updates]?.calls).toBe(before + 1);
  },
};
