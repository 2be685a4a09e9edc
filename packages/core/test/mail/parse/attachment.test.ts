import { describe, expect, test } from "vitest";
import { message, parts, read, readText } from "./message.ts";

describe("files", () => {
  const boundary = { "Content-Type": 'multipart/mixed; boundary="b"' };

  test("are byte for byte what was sent, whatever their encoding", async () => {
    const mail = await read(
      boundary,
      parts(
        "b",
        "Content-Type: text/plain\n\nHi",
        'Content-Type: text/csv; name="a.csv"\nContent-Disposition: attachment\n\na,b\n1,2',
        'Content-Type: text/plain; name="b.txt"\nContent-Disposition: attachment\nContent-Transfer-Encoding: quoted-printable\n\nZo=C3=A9=\n!',
        'Content-Type: image/png; name="c.png"\nContent-Transfer-Encoding: base64\n\niVBORw0=',
        'Content-Type: application/x; name="d"\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 d\n#0V%T\n`\nend',
      ),
    );
    expect(mail.text.trim()).toBe("Hi");
    expect(mail.attachments.map(({ name, content }) => [name, Buffer.from(content).toString("latin1")])).toEqual([
      ["a.csv", "a,b\r\n1,2"],
      ["b.txt", "Zo\xc3\xa9!"],
      ["c.png", "\x89PNG\r"],
      ["d", "Cat"],
    ]);
    expect(mail.attachments[2]).toMatchObject({
      size: 5,
      contentType: "image/png",
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      inline: false,
    });
  });

  test.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ada\\a.txt", "a.txt"],
    ["a\u202etxt.exe", "atxt.exe"],
    ['"<x>|?.txt"', "_x___.txt"],
    ["...", "attachment-1.pdf"],
    ["", "attachment-1.pdf"],
    ["con.pdf", "_con.pdf"],
    [`${"n".repeat(400)}.pdf`, `${"n".repeat(236)}.pdf`],
    ["=?utf-8?Q?Rechnung_f=C3=BCr_Mai.pdf?=", "Rechnung für Mai.pdf"],
  ])("named %s are called %s", async (sent, expected) => {
    const quoted = sent.replaceAll("\\", "\\\\").replaceAll('"', "");
    const mail = await read(
      { "Content-Type": "application/pdf", "Content-Disposition": `attachment; filename="${quoted}"` },
      "x",
    );
    expect(mail.attachments[0]?.name).toBe(expected);
  });

  test("shown in the HTML are inline and keep their content id", async () => {
    const mail = await read(
      { "Content-Type": 'multipart/related; boundary="b"' },
      parts(
        "b",
        'Content-Type: text/html\n\n<p>See <img src="cid:p1"></p>',
        "Content-Type: image/gif\nContent-ID: <p1>\nContent-Transfer-Encoding: base64\n\nR0lG",
      ),
    );
    expect(mail.attachments[0]).toMatchObject({ inline: true, contentId: "p1", name: "attachment-1.gif" });
    expect(mail.html).toContain('<img src="cid:p1" />');
  });

  test("that are named texts behind the body are not run into it", async () => {
    const mail = await read(
      boundary,
      parts(
        "b",
        'Content-Type: text/plain; name="body.txt"\n\nHi',
        'Content-Type: text/plain; name="log.txt"\n\nlog',
        'Content-Type: text/html\nContent-Disposition: inline; filename="page.html"\n\n<p>page</p>',
        "Content-Type: text/plain\n\nFooter",
      ),
    );
    expect(mail.text).toBe("Hi\n\nFooter");
    expect(mail.attachments.map(({ name }) => name)).toEqual(["log.txt", "page.html"]);
  });

  test("that are messages stay files", async () => {
    const mail = await read(
      boundary,
      parts(
        "b",
        "Content-Type: text/plain\n\nHi",
        "Content-Type: message/rfc822\n\nFrom: x@y.example\nSubject: inner\n\ninner text",
      ),
    );
    expect(mail.text).not.toContain("inner text");
    expect(mail.attachments[0]).toMatchObject({ contentType: "message/rfc822", name: "attachment-1.eml" });
  });

  test("of a multipart with a wrong boundary are found all the same", async () => {
    const mail = await read(
      { "Content-Type": "multipart/mixed; boundary=wrong" },
      parts("right", "Content-Type: text/plain\n\nHi", "Content-Type: image/gif\n\nx"),
    );
    expect(mail.text.trim()).toBe("Hi");
    expect(mail.attachments).toHaveLength(1);
    expect(mail.problems).toEqual(["multipart: boundary wrong or missing, guessed"]);
    expect((await read({ "Content-Type": "multipart/mixed" }, "Just words")).text.trim()).toBe("Just words");
  });
});

test("a text is made from HTML when there is none", async () => {
  const mail = await read(
    { "Content-Type": "text/html; charset=utf-8" },
    "<style>p{}</style><h1>Hello</h1><p>See <a href='https://x.example/'>this</a><br>please</p>",
  );
  expect(mail.text).toBe("Hello\n\nSee this <https://x.example/>\nplease");
  expect((await readText("plain")).html).toBeNull();
});

test("the message helper makes what the reader expects", () => {
  expect(message({}, "a\nb").toString()).toContain("\r\n\r\na\r\nb");
});
