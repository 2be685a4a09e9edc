import { describe, expect, test } from "vitest";
import { parts, read } from "./message.ts";

const REPORT = {
  "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"',
  From: "MAILER-DAEMON@mx.example",
  "Return-Path": "<>",
};

function dsn(...groups: string[]): string {
  return parts(
    "b",
    "Content-Type: text/plain\n\nIt failed.",
    `Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n${groups.join("\n\n")}`,
    "Content-Type: message/rfc822\n\nMessage-ID: <m1@desk.example>\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\nX-Ticket: 7\n\nHello",
  );
}

describe("a delivery report", () => {
  test("is taken apart by recipient, with the id and header of the returned message", async () => {
    const mail = await read(
      REPORT,
      dsn(
        "Original-Recipient: rfc822;ada@a.example\nFinal-Recipient: rfc822; <ada@home.example>\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User\n unknown",
        "Final-Recipient: rfc822; bob@b.example\nAction: delayed\nStatus: 4.4.7",
      ),
    );
    expect(mail.bounce).toMatchObject({
      action: "failed",
      recipients: [
        {
          address: "ada@home.example",
          originalAddress: "ada@a.example",
          status: "5.1.1",
          diagnostic: "550 5.1.1 User unknown",
          permanent: true,
        },
        { address: "bob@b.example", status: "4.4.7", diagnostic: null, permanent: false },
      ],
      originalMessageId: "m1@desk.example",
      originalHeaders: { subject: "Grüße", "x-ticket": "7" },
    });
    expect(mail.auto).toEqual({ generated: true, reply: false });
  });

  test.each([
    ["failed", "5.1.1", "550 5.1.1 user unknown", true],
    ["failed", "5.0.0", "550 No such user here", true],
    ["failed", "5.4.4", "Host or domain name not found", true],
    ["failed", "5.2.2", "552 5.2.2 mailbox full", false],
    ["failed", "5.7.1", "550 5.7.1 message refused by policy", false],
    ["failed", "5.0.0", "550 5.7.26 unauthenticated mail is not accepted (DMARC)", false],
    ["failed", "5.3.4", "552 5.3.4 message size exceeds limit", false],
    ["failed", "5.0.0", "", true],
    ["failed", "4.4.7", "delivery time expired", false],
    ["delayed", "4.4.1", "connection timed out", false],
    ["delivered", "2.0.0", "250 ok", false],
  ])("%s %s %s: the address is dead: %s", async (action, status, diagnostic, permanent) => {
    const mail = await read(
      REPORT,
      dsn(
        `Final-Recipient: rfc822; a@a.example\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}`,
      ),
    );
    expect(mail.bounce?.action).toBe(action);
    expect(mail.bounce?.recipients[0]?.permanent).toBe(permanent);
  });

  test("takes the more exact status out of the diagnostic", async () => {
    const mail = await read(
      REPORT,
      dsn(
        "Final-Recipient: rfc822; a@a.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550-5.1.10 recipient not found 192.0.2.1",
      ),
    );
    expect(mail.bounce?.recipients[0]?.status).toBe("5.1.10");
  });

  const TEXTS: [string, Record<string, string>, string, object][] = [
    [
      "Exim",
      {
        Subject: "Mail delivery failed: returning message to sender",
        From: "Mail Delivery System <Mailer-Daemon@mx.example>",
      },
      "A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ada@a.example\n    SMTP error from remote mail server after RCPT TO:<ada@a.example>:\n    host mx.a.example [192.0.2.1]: 550 5.1.1 <ada@a.example>: User unknown\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <desk@desk.example>\nMessage-ID: <m1@desk.example>\nTo: zoe@z.example\n",
      { status: "5.1.1", permanent: true },
    ],
    [
      "qmail",
      { Subject: "failure notice", From: "MAILER-DAEMON@mx.example" },
      "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<ada@a.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <m1@desk.example>\n",
      { status: "5.1.1", permanent: true },
    ],
    [
      "Gmail",
      {
        Subject: "Delivery Status Notification (Failure)",
        From: "mailer-daemon@googlemail.com",
        "X-Failed-Recipients": "ada@a.example",
      },
      "Delivery to the following recipient failed permanently:\n\n     ada@a.example\n\nThe error was:\n552 5.2.2 mailbox full\n\n----- Original message -----\nMessage-ID: <m1@desk.example>\n",
      { status: "5.2.2", permanent: false },
    ],
    [
      "Exchange",
      { Subject: "Undeliverable: Your bike", From: "postmaster@a.example" },
      "Delivery has failed to these recipients or groups:\n\nada@a.example\nThe email address wasn't found at the destination domain.\n\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'\n\nOriginal message headers:\n\nMessage-ID: <m1@desk.example>\n",
      { status: "5.1.10", permanent: true },
    ],
  ];
  test.each(TEXTS)("of %s without a status part is read from its words", async (_server, fields, text, expected) => {
    const { bounce, auto } = await read(
      { "Return-Path": "<>", "Content-Type": "text/plain", To: "desk@desk.example", ...fields },
      text,
    );
    expect(bounce).toMatchObject({
      action: "failed",
      recipients: [{ address: "ada@a.example", ...expected }],
      originalMessageId: "m1@desk.example",
    });
    expect(bounce?.recipients).toHaveLength(1);
    expect(auto.generated).toBe(true);
  });

  test.each([
    [{ Subject: "Re: Undeliverable: Your bike" }, "I got this: 550 5.1.1 user unknown. What now?"],
    [{ Subject: "Undelivered parcel" }, "My parcel 5501 has not arrived."],
    [{ Subject: "Out of office", "Return-Path": "<>" }, "I am away."],
  ])("is not seen in a person's mail: %o", async (fields: Record<string, string>, text) => {
    expect((await read(fields, text)).bounce).toBeNull();
  });
});

test("an abuse report is read, and is no bounce", async () => {
  const mail = await read(
    { "Content-Type": 'multipart/report; report-type=feedback-report; boundary="b"' },
    parts(
      "b",
      "Content-Type: text/plain\n\nAbuse.",
      "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: Fbl/1\nSource-IP: 192.0.2.1\nOriginal-Rcpt-To: <ada@a.example>\nReported-Domain: desk.example",
      "Content-Type: message/rfc822\n\nMessage-ID: <m1@desk.example>\n\nHello",
    ),
  );
  expect(mail.bounce).toBeNull();
  expect(mail.feedbackReport).toEqual({
    type: "abuse",
    userAgent: "Fbl/1",
    sourceIp: "192.0.2.1",
    reportedDomain: "desk.example",
    originalRecipients: ["ada@a.example"],
    originalMessageId: "m1@desk.example",
  });
  expect(mail.auto).toEqual({ generated: true, reply: false });
});

describe("automatic mail", () => {
  const NONE = { generated: false, reply: false };
  const MACHINE = { generated: true, reply: false };
  const ANSWER = { generated: true, reply: true };
  test.each<[Record<string, string>, typeof NONE]>([
    [{}, NONE],
    [{ "Auto-Submitted": "no" }, NONE],
    [{ "Auto-Submitted": "No (person)" }, NONE],
    [{ "Auto-Submitted": "auto-generated" }, MACHINE],
    [{ "Auto-Submitted": "auto-forwarded" }, MACHINE],
    [{ "Auto-Submitted": "auto-notified; owner-email=a@b.example" }, MACHINE],
    [{ "Auto-Submitted": "auto-replied (vacation)" }, ANSWER],
    [{ Precedence: "first-class" }, NONE],
    [{ Precedence: "bulk" }, MACHINE],
    [{ Precedence: "Junk" }, MACHINE],
    [{ Precedence: "list" }, MACHINE],
    [{ Precedence: "auto_reply" }, ANSWER],
    [{ "X-Autoreply": "yes" }, ANSWER],
    [{ "X-Autoreply": "no" }, NONE],
    [{ "X-Autorespond": "Away" }, ANSWER],
    [{ "X-Auto-Response-Suppress": "All" }, MACHINE],
    [{ "X-Auto-Response-Suppress": "None" }, NONE],
    [{ "List-Id": "<bikes.lists.example>" }, MACHINE],
    [{ "Return-Path": "<>" }, MACHINE],
    [{ "Return-Path": "<ada@a.example>" }, NONE],
    [{ "X-Failed-Recipients": "a@a.example" }, MACHINE],
    [{ Subject: "Automatic reply: Your order" }, ANSWER],
    [{ Subject: "=?utf-8?Q?Automatische_Antwort=3A_Bestellung?=" }, ANSWER],
    [{ Subject: "Re: Automatic reply: Your order" }, NONE],
  ])("%o is %o", async (fields, expected) => {
    expect((await read(fields, "Hello")).auto).toEqual(expected);
  });

  test("its header values are given for the loop check", async () => {
    const mail = await read(
      { "Return-Path": "<>", "Auto-Submitted": "auto-replied", Precedence: "bulk", "List-Id": "L <l.example>" },
      "",
    );
    expect(mail.headers).toEqual({
      returnPath: "",
      autoSubmitted: "auto-replied",
      precedence: "bulk",
      listId: "L <l.example>",
      autoResponseSuppress: null,
    });
    expect((await read({}, "")).headers.returnPath).toBeNull();
  });
});
