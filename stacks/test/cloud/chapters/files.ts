import { expect } from "vitest";
import { mailIn, tickets, upload } from "../desk.ts";
import type { Chapter } from "./index.ts";

const NOTES = "Oil, chain, cloth.";

/** A file goes straight to the bucket and back, by links that the API signs. */
export const files: Chapter = {
  name: "a file is uploaded by a signed link, once; the answer carries it; staff download it by another",
  async tell(running) {
    const { cloud, graphql } = running;
    await mailIn(running, { subject: "What to buy?" });
    const ticketId = (await tickets(running)).find(({ subject }) => subject === "What to buy?")?.id;
    const { attachmentId, put } = await upload(running, "notes.txt", NOTES);
    expect(await put()).toBe(200);
    expect(await put()).toBe(412);

    const input = { ticketId, text: "This.", attachmentIds: [attachmentId] };
    const answered = await graphql(
      "mutation R($input: ReplyToTicketInput!) { replyToTicket(input: $input) { errors { message } } }",
      { input },
    );
    expect(answered).toEqual({ replyToTicket: { errors: [] } });
    await cloud.settle();
    const raw = cloud.sentMail().at(-1)?.raw ?? "";
    expect(raw).toContain("notes.txt");

    const { ticket } = await graphql<Conversation>(
      "query T($id: ID!) { ticket(id: $id) { entries(first: 5) { edges { node { attachments { url } } } } } }",
      { id: ticketId },
    );
    const [link] = ticket.entries.edges.flatMap(({ node }) => node.attachments).map((one) => one.url);
    expect(await (await fetch(link ?? "")).text()).toBe(NOTES);
  },
};

interface Conversation {
  readonly ticket: {
    readonly entries: {
      readonly edges: readonly { readonly node: { readonly attachments: readonly { readonly url: string }[] } }[];
    };
  };
}
