import { expect } from "vitest";
import { about, act, type Done, mailIn } from "../desk.ts";
import type { Chapter } from "./index.ts";

interface Quarantined {
  readonly inboundMails: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly subject: string } }[];
  };
}

const QUARANTINE = "{ inboundMails(outcome: QUARANTINED) { edges { node { id subject } } } }";

/** SES's verdict comes with the receipt; what it calls spam is no ticket until a person says so. */
export const quarantine: Chapter = {
  name: "what SES takes for spam is kept aside, in whole; who may lets it out, and it is a ticket",
  async tell(running) {
    const { graphql } = running;
    const text = "Really free, ask my neighbour.";
    await mailIn(running, { subject: "FREE bikes?", from: "otto@riders.example", text, verdicts: { spam: "FAIL" } });
    expect(await about(running, "FREE bikes?")).toEqual([]);
    const { inboundMails } = await graphql<Quarantined>(QUARANTINE);
    expect(inboundMails.edges).toMatchObject([{ node: { subject: "FREE bikes?" } }]);

    const input = { inboundMailId: inboundMails.edges[0]?.node.id };
    const released = await act<Done & { inboundMail: { outcome: string } }>(
      running,
      "releaseMail",
      input,
      "inboundMail { outcome }",
    );
    expect(released.inboundMail.outcome).toBe("TICKET");
    const [ticket] = await about(running, "FREE bikes?");
    const query = "query T($id: ID!) { ticket(id: $id) { entries(first: 1) { edges { node { text } } } } }";
    expect(JSON.stringify(await graphql(query, { id: ticket?.id }))).toContain(text);
    expect(await graphql(QUARANTINE)).toEqual({ inboundMails: { edges: [] } });
  },
};
