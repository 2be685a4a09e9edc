import { describe, expect, test } from "vitest";
import { parts, read, readHtml } from "./message.ts";

const OLD = "<p>Old words</p>";
/** The HTML in which mail programs wrap what they quote. */
const SHAPES: [string, string][] = [
  [
    "Gmail",
    `<div dir="ltr">New words</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, 5 May 2026 at 10:00, Bob &lt;<a href="mailto:b@b.example">b@b.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0">${OLD}</blockquote></div>`,
  ],
  [
    "Gmail of old",
    `New words<br><br><div class="gmail_quote">On Mon, Apr 2, 2012 at 6:26 PM, Bob <span dir="ltr">&lt;<a href="mailto:b@b.example">b@b.example</a>&gt;</span> wrote:<br><blockquote class="gmail_quote">${OLD}</blockquote></div><br>`,
  ],
  [
    "Gmail forward",
    `<div dir="ltr">New words<br><br><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Bob</div>${OLD}</div></div>`,
  ],
  [
    "Apple Mail",
    `<html><body>New words<div><br><blockquote type="cite"><div>On 5 May 2026, at 10:00, Bob &lt;b@b.example&gt; wrote:</div><br><div>${OLD}</div></blockquote></div></body></html>`,
  ],
  [
    "iPhone",
    `<html><head><meta charset="utf-8"></head><body dir="auto">New words<div><br><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On 5 May 2026, at 10:00, Bob wrote:<br><br></blockquote></div><blockquote type="cite">${OLD}</blockquote></div></body></html>`,
  ],
  [
    "Outlook 2016",
    `<div class="WordSection1"><p class="MsoNormal">New words<o:p></o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b>From:</b> Bob &lt;b@b.example&gt;<br><b>Sent:</b> Tuesday, May 5, 2026 10:00 AM<br><b>To:</b> Ada<br><b>Subject:</b> Order</p></div></div>${OLD}</div>`,
  ],
  [
    "Outlook 2016 in an unknown language",
    `<p class="MsoNormal">New words</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>Xfrom:</b> Bob &lt;b@b.example&gt;<br><b>Xsent:</b> 5.5.2026 10:00<br><b>Xto:</b> Ada<br><b>Xsubject:</b> Order</p></div>${OLD}`,
  ],
  [
    "Outlook on the web",
    `<div class="elementToProof">New words</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Bob &lt;b@b.example&gt;<br><b>Sent:</b> Tuesday<br><b>Subject:</b> Order</font></div>${OLD}`,
  ],
  ["Outlook for Mac", `<div>New words</div><span id="OLK_SRC_BODY_SECTION"><div>From: Bob</div>${OLD}</span>`],
  [
    "Outlook for iOS",
    `<div>New words</div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><div id="mail-editor-reference-message-container">${OLD}</div>`,
  ],
  [
    "Yahoo",
    `<div>New words</div><div id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted yahoo_quoted"><div>On Tuesday, 5 May 2026, Bob wrote:</div>${OLD}</div>`,
  ],
  [
    "Thunderbird",
    `<p>New words</p><div class="moz-cite-prefix">On 05/05/2026 10:00, Bob wrote:<br></div><blockquote type="cite" cite="mid:1@b.example">${OLD}</blockquote>`,
  ],
  ["GMX", `<div>New words</div><div name="quote" style="margin:10px"><div><b>Gesendet:</b> Dienstag</div>${OLD}</div>`],
  [
    "Proton",
    `<div>New words</div><div class="protonmail_signature_block">Sent with Proton Mail secure email.</div><div class="protonmail_quote">${OLD}</div>`,
  ],
  ["a help desk's marker", `<div>New words</div><div>##- Please type your reply above this line -##</div>${OLD}`],
  [
    "a plain blockquote",
    `<div>New words</div><div>On Tue, 5 May 2026, Bob &lt;b@b.example&gt; wrote:</div><blockquote>${OLD}</blockquote>`,
  ],
];

describe("an HTML reply", () => {
  test.each(SHAPES)("of %s keeps only the new words", async (_client, html) => {
    const mail = await readHtml(html);
    expect(mail.replyText).toBe("New words");
    expect(mail.quotedText).toContain("Old words");
    expect(mail.text).toContain("Old words");
  });

  test("between Gmail's quotes keeps the questions it answers", async () => {
    const mail = await readHtml(
      '<div class="gmail_quote"><div class="gmail_attr">On Tue, Bob wrote:</div><blockquote class="gmail_quote">Which frame?</blockquote><div>The red one.</div><blockquote class="gmail_quote">Which size?</blockquote><div>Large.</div></div>',
    );
    expect(mail.replyText).toMatch(/Which frame\?[\s\S]*The red one\.[\s\S]*Which size\?[\s\S]*Large\./);
  });

  test("that is nothing but a quote is the whole text", async () => {
    const mail = await readHtml(`<div class="gmail_quote">${OLD}</div>`);
    expect(mail.replyText).toBe("Old words");
  });

  test("finds a quote that the text part hides", async () => {
    const body = parts(
      "b",
      "Content-Type: text/plain; charset=utf-8\n\nNew words\n\nBob sagte neulich\nOld words",
      'Content-Type: text/html; charset=utf-8\n\n<p>New words</p><blockquote type="cite">Bob sagte neulich<br>Old words</blockquote>',
    );
    const mail = await read({ "Content-Type": 'multipart/alternative; boundary="b"' }, body);
    expect(mail.replyText).toBe("New words");
  });
});
