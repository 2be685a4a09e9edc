import { describe, expect, test } from "vitest";
import { parseMail } from "../../../src/mail/parse/index.ts";
import { read } from "./message.ts";

describe("header fields", () => {
  test("are read into mailboxes, ids without brackets and an ISO date", async () => {
    const mail = await read(
      {
        From: '"=?UTF-8?B?Wm/DqSBNw7xsbGVy?=" <zoe@customer.example>',
        Sender: "desk@customer.example",
        "Reply-To": "Zoe <zoe@private.example>",
        To: "Team: a@x.example, B <b@x.example>;",
        Cc: "undisclosed-recipients:;",
        Bcc: "c@x.example",
        "Delivered-To": "d1@x.example",
        "X-Original-To": "d2@x.example",
        "X-Forwarded-To": "d3@x.example, d1@x.example",
        "Envelope-To": "d4@x.example",
        Subject: "=?utf-8?Q?Gr=C3=BC=C3=9Fe?= aus =?iso-8859-1?Q?K=F6ln?=",
        Date: "Tue, 5 May 26 10:00:00 -0700 (PDT)",
        "Message-ID": "<m1@customer.example>",
        "In-Reply-To": "<r1@x.example> (your message)",
        References: "<r0@x.example>\r\n\t<r1@x.example>",
      },
      "Hi",
    );
    expect(mail).toMatchObject({
      from: { name: "Zoé Müller", address: "zoe@customer.example" },
      sender: { name: "", address: "desk@customer.example" },
      replyTo: [{ name: "Zoe", address: "zoe@private.example" }],
      to: [{ address: "a@x.example" }, { name: "B", address: "b@x.example" }],
      cc: [],
      bcc: [{ address: "c@x.example" }],
      subject: "Grüße aus Köln",
      date: "2026-05-05T17:00:00.000Z",
      messageId: "m1@customer.example",
      inReplyTo: "r1@x.example",
      references: ["r0@x.example", "r1@x.example"],
      problems: [],
    });
    expect(mail.deliveredTo.map(({ address }) => address).sort()).toEqual([
      "d1@x.example",
      "d2@x.example",
      "d3@x.example",
      "d4@x.example",
    ]);
  });

  test.each([
    ["Thu, 1 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00.000Z"],
    ["29 Feb 2024 23:59:60 GMT", "2024-03-01T00:00:00.000Z"],
    ["Mon, 2 Apr 2012 20:21 EDT", "2012-04-03T00:21:00.000Z"],
    ["Fri Nov 21 09:55:06 1997", "1997-11-21T09:55:06.000Z"],
    ["2026-05-05T10:00:00+02:00", "2026-05-05T08:00:00.000Z"],
    ["Sun, 31 Dec 99 12:00:00 Z", "1999-12-31T12:00:00.000Z"],
    ["yesterday", null],
  ])("date %s is %s", async (value, expected) => {
    expect((await read({ Date: value }, "")).date).toBe(expected);
  });

  test("without a usable sender are named as problems, not invented", async () => {
    expect((await parseMail(Buffer.from("Subject: x\r\n\r\nhi"))).problems).toContain("from: missing");
    const mail = await read({ From: "just a name" }, "hi");
    expect(mail.from).toBeNull();
    expect(mail.problems).toContain("from: no address");
  });

  test("cannot smuggle control characters or line ends", async () => {
    const mail = await read(
      { Subject: "=?utf-8?B?YQ0KQmNjOiBldmlsQHguZXhhbXBsZQ==?=", From: "=?utf-8?Q?a=0D=0Ab?= <a@b.example>" },
      "",
    );
    expect(mail.subject).toBe("a Bcc: evil@x.example");
    expect(mail.from?.name).toBe("a b");
  });

  test("are found behind an mbox line, blank lines, and without the empty line", async () => {
    for (const start of ["From ada Tue May  5\n", "\r\n\r\n", "\ufeff"]) {
      expect((await parseMail(Buffer.from(`${start}From: a@b.example\nSubject: x\n\nhi`))).subject).toBe("x");
    }
    const mail = await parseMail(Buffer.from("From: a@b.example\nSubject: x\nDear team,\nhelp\n\nAda"));
    expect(mail).toMatchObject({ subject: "x", text: "Dear team,\nhelp\n\nAda" });
    expect((await parseMail(Buffer.from("From: a@b.example\rSubject: x\r\rhi"))).subject).toBe("x");
  });
});
