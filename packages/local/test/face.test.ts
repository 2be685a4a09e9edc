import * as Ticket from "@switchboard/core/ticket";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PassedEvent, Platform } from "../src/index.ts";
import { ctxOf, getJson, mailIn, message, post, SUPPORT, start } from "./desk.ts";

let platform: Platform;
beforeAll(async () => {
  platform = await start();
});
afterAll(() => platform.stop());

describe("the machine-readable face", () => {
  test("an event put on the bus passes over it, and is listed after the ones that are known", async () => {
    await platform.settle();
    const before = (await getJson<PassedEvent[]>(platform.urls.events)).at(-1)?.id ?? "";
    const event = { source: "acme.shop", detailType: "order.late", detail: { order: "NB-1" } };
    expect((await post(platform.urls.events, event)).status).toBe(202);
    const after = await getJson<PassedEvent[]>(`${platform.urls.events}?after=${before}`);
    expect(after).toEqual([{ id: expect.any(String), at: expect.any(String), ...event }]);
  });

  test.each([{}, { source: "a", detailType: "b" }, { source: "a", detailType: "b", detail: [] }, "{"])(
    "an event that is none is refused: %j",
    async (event) => {
      expect((await post(platform.urls.events, event)).status).toBe(400);
    },
  );

  test("an event with a pattern's fields but of no use ends as a dead letter of each that wants it, after its retries, and is listed", async () => {
    const event = { source: "switchboard", detailType: "ticket.replied", detail: { origin: "live" } };
    await post(platform.urls.events, event);
    expect((await post(platform.urls.settle)).status).toBe(200);
    const dead = await getJson<{ handler: string }[]>(`${platform.url}/local/dead-letters`);
    const letter = { attempts: 6, event: { "detail-type": "ticket.replied" } };
    expect(dead.sort((a, b) => (a.handler < b.handler ? -1 : 1))).toMatchObject([
      { handler: "ticket-changed.follow-clocks", ...letter },
      { handler: "ticket-changed.route", ...letter },
      { handler: "ticket-replied.send-mail", ...letter },
    ]);
  });

  test("outgoing mail is listed as it stood on the wire, one by one as well", async () => {
    const { id } = await mailIn(platform, { subject: "Saddle" });
    await Ticket.reply(ctxOf(platform, "representative"), { ticketId: id, text: "Higher." });
    await post(platform.urls.settle);
    const [mail] = await getJson<{ id: string }[]>(platform.urls.mail);
    expect(Object.keys(mail ?? {}).sort()).toEqual(["at", "from", "id", "raw", "to"]);
    expect(await getJson(`${platform.urls.mail}/${mail?.id}`)).toEqual(mail);
    expect((await fetch(`${platform.urls.mail}/nothing`)).status).toBe(404);
    expect((await post(`${platform.urls.mail}/nothing/feedback`, { kind: "bounce" })).status).toBe(404);
    expect((await post(`${platform.urls.mail}/${mail?.id}/feedback`, { kind: "praise" })).status).toBe(400);
  });

  test("an operator may put events on the bus again, and nothing is mailed twice by it", async () => {
    await post(platform.urls.settle);
    const before = await getJson<PassedEvent[]>(platform.urls.events);
    const mails = await getJson<unknown[]>(platform.urls.mail);
    const { now } = await getJson<{ now: string }>(platform.urls.clock);
    const answer = await post(`${platform.url}/local/operate`, { republish: { from: now, to: now } });
    expect(await answer.json()).toEqual({
      republished: { published: expect.any(Number), refused: [], refusedCount: 0 },
    });
    await post(platform.urls.settle);
    const after = await getJson<PassedEvent[]>(platform.urls.events);
    const again = after.slice(before.length).map(({ detailType }) => detailType);
    expect(again).toContain("ticket.replied");
    expect(await getJson<unknown[]>(platform.urls.mail)).toEqual(mails);
    expect((await post(`${platform.url}/local/operate`, { redrive: {} })).status).toBe(409);
  });

  test("answers to the API come through the same handler as in the cloud", async () => {
    const body = JSON.stringify({ query: "{ __typename }" });
    const headers = { "content-type": "application/json", authorization: `Bearer ${platform.tokens.admin}` };
    const answer = await fetch(platform.urls.graphql, { method: "POST", headers, body });
    expect(await answer.json()).toMatchObject({ data: { __typename: "Query" } });
  });

  test("unknown places, wrong methods and foreign pages are refused", async () => {
    expect((await fetch(`${platform.url}/local/nothing`)).status).toBe(404);
    const wrong = await fetch(platform.urls.clock, { method: "DELETE" });
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, POST"]);
    const foreign = await fetch(platform.urls.settle, { method: "POST", headers: { origin: "https://evil.example" } });
    expect(foreign.status).toBe(403);
    expect((await post(platform.urls.events, "x".repeat(1024 * 1024 + 1))).status).toBe(413);
  });

  test("the key set has no private part, and the private key is its owner's alone", async () => {
    const { keys } = await getJson<{ keys: Record<string, string>[] }>(platform.issuer.jwksUrl);
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty("d");
    const { statSync } = await import("node:fs");
    expect(statSync(platform.issuer.privateJwkFile).mode & 0o777).toBe(0o600);
  });
});

describe("the API's page", () => {
  test("is where the front door leads; it needs no network, and its examples name things that are there", async () => {
    await mailIn(platform, { subject: "An example" });
    const answer = await fetch(platform.url);
    const page = await answer.text();
    expect(answer.url).toBe(`${platform.url}/graphiql`);
    // The page is 2 MB: compared in parts, so that a failure stays readable.
    const named = /\\"id\\": \\"(tkt_\w+)/.exec(page)?.[1] ?? "";
    expect((await Ticket.get(ctxOf(platform, "lead"), named)).id).toBe(named);
    expect(page.includes(platform.tokens.representative)).toBe(true);
    expect(/<(?:script|link)[^>]+(?:src|href)="https?:/.test(page)).toBe(false);
  });
});

describe("the mailbox page", () => {
  test("shows list and message, and nothing of a mail becomes markup of the page", async () => {
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>';
    const { id } = await mailIn(platform, { subject: evil, from: "mallory@example.com" });
    await Ticket.reply(ctxOf(platform, "representative"), { ticketId: id, text: `You wrote ${evil}` });
    await platform.settle();
    const mail = platform.mail().at(-1);
    for (const view of ["", "text", "html", "source", "nonsense"]) {
      const answer = await fetch(`${platform.url}/local/mailbox?id=${mail?.id}&view=${view}`);
      const page = await answer.text();
      expect(page).not.toContain("<script>alert");
      expect(page).not.toContain("<img");
      expect(page).toContain("You wrote");
      expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*script-src 'nonce-/);
    }
    const html = await (await fetch(`${platform.url}/local/mailbox?id=${mail?.id}&view=html`)).text();
    expect(html).toContain('<iframe sandbox=""');
    expect((await fetch(`${platform.url}/local/mailbox?id=unknown`)).status).toBe(200);
  });
});

test("the mailbox page shows a conversation whole: what came in and what went out, one below the other", async () => {
  const { id } = await mailIn(platform, {
    from: "ida@example.com",
    subject: "Brakes rub",
    text: "They rub in the rain.",
  });
  await Ticket.reply(ctxOf(platform, "representative"), { ticketId: id, text: "Clean the rims first." });
  await platform.settle();
  const answer = platform.mail().at(-1);
  const replyTo = /^Reply-To: .*<(.+)>/im.exec(answer?.raw ?? "")?.[1] ?? "";
  const messageId = /^Message-ID: (.+)$/im.exec(answer?.raw ?? "")?.[1]?.trim() ?? "";
  const text = "That helped.\n\nOn 2 Nov 2026 Support wrote:\n> Clean the rims first.";
  const headers = [`In-Reply-To: ${messageId}`, `References: ${messageId}`];
  await mailIn(platform, { from: "ida@example.com", to: replyTo, subject: "Re: Brakes rub", text, headers });
  await mailIn(platform, { from: "zoe@example.com", subject: "Another matter", text: "A lamp is dark." });
  const page = async (query: string) => (await fetch(`${platform.url}/local/mailbox${query}`)).text();
  const rows = (await page("")).split('<a href="').filter((row) => row.includes("ida@example.com"));
  expect(rows.map((row) => /<b>(.*)<\/b>/.exec(row)?.[1])).toEqual(["Re: Brakes rub (3)"]);
  const conversation = rows[0]?.split('"')[0] ?? "";
  const shown = await page(conversation);
  for (const words of ["They rub in the rain.", "Clean the rims first.", "That helped."])
    expect(shown).toContain(words);
  expect(shown.split("<main")[1]).not.toContain("A lamp is dark.");
  expect(shown).toContain("What it quotes");
});

describe("the captured mail's way in", () => {
  test("a body that is no mail at all is taken in as far as it goes, and breaks nothing", async () => {
    const dead = platform.deadLetters();
    for (const raw of [
      Buffer.from([0, 255, 254]),
      "\r\n\r\n",
      "no header here",
      message({ text: "x".repeat(100_000) }),
    ]) {
      const answer = await fetch(`${platform.urls.mail}?to=${SUPPORT}&from=a@b.example`, { method: "POST", body: raw });
      expect(answer.status).toBe(202);
    }
    await platform.settle();
    expect(platform.deadLetters()).toEqual(dead);
  });
});
