import { expect } from "vitest";
import { about, act, type Done, header, mailIn, type Running } from "../desk.ts";
import { SUPPORT } from "../setup.ts";
import type { Chapter } from "./index.ts";

interface Answers {
  readonly ticket: {
    readonly automaticAnswers: readonly { readonly answered: boolean; readonly reason: string | null }[];
  };
}

/** What the desk decided to answer by itself, and why not. */
async function decidedOn({ graphql }: Running, id: string | undefined) {
  const query = "query A($id: ID!) { ticket(id: $id) { automaticAnswers { answered reason } } }";
  return (await graphql<Answers>(query, { id })).ticket.automaticAnswers;
}

/** A machine's answer, through the queue of its reaction: said to be one, once, and to people alone. */
export const acknowledgement: Chapter = {
  name: "a new mail is acknowledged once, as a machine says it; a list is not, and the desk says why; a test mail goes out in its name",
  async tell(running) {
    const { cloud } = running;
    const open = "builtin.acknowledgement";
    await act(running, "changeSupportAddress", { address: SUPPORT, acknowledgement: { open } });
    const before = cloud.sentMail().length;

    cloud.faults.duplicate = true;
    await mailIn(running, { subject: "My saddle", from: "nora@riders.example" });
    cloud.faults.duplicate = false;
    const [ticket] = await about(running, "My saddle");
    expect(await decidedOn(running, ticket?.id)).toEqual([{ answered: true, reason: null }]);
    const [sent, ...more] = cloud.sentMail().slice(before);
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ to: ["nora@riders.example"] });
    expect(header(sent?.raw ?? "", "Auto-Submitted")).toBe("auto-replied");
    expect(sent?.raw).toContain(`[#${ticket?.number}]`);

    const headers = ["List-Id: <offers.shop.example>"];
    await mailIn(running, { subject: "Offers", from: "offers@shop.example", headers });
    const [offers] = await about(running, "Offers");
    expect(await decidedOn(running, offers?.id)).toEqual([{ answered: false, reason: "LIST_ID" }]);
    expect(cloud.sentMail()).toHaveLength(before + 1);

    // By the API itself, while somebody waits for it.
    const { delivery } = await act<Done & { delivery: { status: string } }>(
      running,
      "sendTestMail",
      { to: "ada@acme.example" },
      "delivery { status }",
    );
    expect([delivery.status, cloud.sentMail().at(-1)?.to]).toEqual(["SENT", ["ada@acme.example"]]);
    await act(running, "changeSupportAddress", { address: SUPPORT, acknowledgement: null });
  },
};
