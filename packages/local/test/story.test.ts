import * as Mail from "@switchboard/core/mail";
import * as Ticket from "@switchboard/core/ticket";
import { describe, expect, test } from "vitest";
import { ctxOf, getJson, header, mailIn, message, post, SUPPORT, start } from "./desk.ts";

describe("the story", () => {
  test("a mail becomes a ticket, the answer goes out, the customer's answer lands on it, and SES's report too", async () => {
    await using platform = await start();
    const opened = await mailIn(platform, { subject: "My chain" });
    expect(opened).toMatchObject({ subject: "My chain", status: "NEW", channel: "EMAIL" });

    const agent = ctxOf(platform, "representative");
    await Ticket.reply(agent, { ticketId: opened.id, text: "Oil it." });
    await platform.settle();
    const [sent, ...others] = platform.mail();
    expect(others).toEqual([]);
    expect(sent).toMatchObject({ to: ["eve@example.com"], from: SUPPORT });
    const raw = sent?.raw ?? "";
    expect(header(raw, "Message-ID")).toBe(`<${sent?.id}@email.amazonses.com>`);
    expect(raw.match(/^message-id:/gim)).toHaveLength(1);
    expect(new Date(header(raw, "Date")).getTime()).toBe(Math.floor(platform.desk.clock.now() / 1000) * 1000);

    const token = /<([^>]+)>/.exec(header(raw, "Reply-To"))?.[1] ?? "";
    expect(token).toMatch(/^support\+.+@northwind-bikes\.example$/);
    const answered = await mailIn(platform, { to: token, subject: "Re: My chain", text: "It sings!" });
    expect(answered).toMatchObject({ id: opened.id, status: "OPEN" });

    const [delivery] = (await Mail.deliveries(agent, opened.id)).edges.map(({ node }) => node);
    expect(delivery).toMatchObject({ status: "DELIVERED" });
    expect((await post(`${platform.urls.mail}/${sent?.id}/feedback`, { kind: "bounce" })).status).toBe(202);
    await platform.settle();
    const [bounced] = (await Mail.deliveries(agent, opened.id)).edges.map(({ node }) => node);
    expect(bounced).toMatchObject({ status: "BOUNCED" });
    expect(platform.deadLetters()).toEqual([]);
  });

  test("events delivered twice and shuffled leave the same captured mail, once each", async () => {
    const told = await Promise.all(
      (["once", "rough"] as const).map(async (delivery) => {
        await using platform = await start({ delivery, now: Date.parse("2026-11-02T09:00:00Z") });
        const agent = ctxOf(platform, "representative");
        for (let i = 0; i < 6; i++) {
          const { id: ticketId } = await mailIn(platform, { from: `c${i}@example.com`, subject: `Case ${i}` });
          for (const text of ["First.", "Second.", "Third."]) await Ticket.reply(agent, { ticketId, text });
        }
        await platform.settle();
        expect(platform.deadLetters()).toEqual([]);
        return platform
          .mail()
          .map(
            ({ to, raw }) =>
              `${to.join()} ${header(raw, "Subject")} ${raw.includes("First.") ? 1 : raw.includes("Second.") ? 2 : 3}`,
          );
      }),
    );
    const [once, rough] = told;
    expect(once).toHaveLength(18);
    expect([...(rough ?? [])].sort()).toEqual([...(once ?? [])].sort());
  });

  test("a message goes to every support address of ours among its recipients, to nobody else", async () => {
    await using platform = await start();
    await platform.receive(message(), { to: ["nobody@elsewhere.example"], from: "eve@example.com" });
    await platform.settle();
    expect(platform.deadLetters()).toEqual([]);
    expect((await Ticket.listByActivity(ctxOf(platform, "lead"))).edges).toEqual([]);
  });

  test("verdicts of the receipt decide: a forged sender never speaks as the customer", async () => {
    await using platform = await start();
    const post1 = await post(`${platform.urls.mail}?to=${SUPPORT}&from=eve@example.com&virus=FAIL`, message());
    expect(post1.status).toBe(202);
    await platform.settle();
    expect((await Ticket.listByActivity(ctxOf(platform, "lead"))).edges).toEqual([]);
    expect(await getJson(platform.urls.mail)).toEqual([]);
    expect((await post(`${platform.urls.mail}?to=${SUPPORT}&virus=PERHAPS`, message())).status).toBe(400);
    expect((await post(`${platform.urls.mail}?from=eve@example.com`, message())).status).toBe(400);
  });
});
