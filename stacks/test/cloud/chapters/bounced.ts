import { expect } from "vitest";
import { about, act, mailIn, type Running, reply } from "../desk.ts";
import type { Chapter } from "./index.ts";

interface Nodes<T> {
  readonly edges: readonly { readonly node: T }[];
}
interface Sent {
  readonly status: string;
  readonly recipients: readonly { readonly address: string; readonly status: string }[];
}

/** What became of the newest answer. */
async function newest({ graphql }: Running, id: string): Promise<Sent | undefined> {
  const query =
    "query D($id: ID!) { ticket(id: $id) { deliveries(first: 1) { edges { node { status recipients { address status } } } } } }";
  const { ticket } = await graphql<{ ticket: { deliveries: Nodes<Sent> } }>(query, { id });
  return ticket.deliveries.edges[0]?.node;
}

const SUPPRESSED = "{ suppressedAddresses { edges { node { id address reason } } } }";
const GONE = "gone@riders.example";

/** SES's report comes by the account's bus, and the desk does not write to a dead mailbox again. */
export const bounced: Chapter = {
  name: "a bounce suppresses its address: the next answer is kept from it, and says so, until somebody lifts that",
  async tell(running) {
    const { cloud, graphql } = running;
    await mailIn(running, { subject: "My bell", from: GONE });
    const id = (await about(running, "My bell"))[0]?.id ?? "";
    await reply(running, id, "Ring it.");
    cloud.report(cloud.sentMail().at(-1)?.id ?? "", "bounce");
    await cloud.settle();
    expect(await newest(running, id)).toEqual({
      status: "BOUNCED",
      recipients: [{ address: GONE, status: "BOUNCED" }],
    });
    const { suppressedAddresses } = await graphql<{ suppressedAddresses: Nodes<{ id: string }> }>(SUPPRESSED);
    const [suppressed, ...others] = suppressedAddresses.edges.map(({ node }) => node);
    expect([suppressed, others]).toMatchObject([{ address: GONE, reason: "BOUNCE" }, []]);

    const before = cloud.sentMail().length;
    await reply(running, id, "Did it ring?");
    expect(cloud.sentMail()).toHaveLength(before);
    expect(await newest(running, id)).toMatchObject({ status: "FAILED" });

    const reason = "She called: it was full.";
    await act(running, "liftAddressSuppression", { suppressionId: suppressed?.id, reason });
    await reply(running, id, "And now?");
    expect(cloud.sentMail().slice(before)).toMatchObject([{ to: [GONE] }]);
    expect(await newest(running, id)).toMatchObject({ status: "SENT" });
  },
};
