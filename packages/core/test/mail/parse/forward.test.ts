import { describe, expect, test } from "vitest";
import { readText } from "./message.ts";

const BODY = "First line.\nSecond line.\n\nThird line.";
const quoted = (text: string) =>
  text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");

/** How mail programs print a forward: client and language, subject of the mail, text above the body. */
const SHAPES: [string, string, string][] = [
  [
    "Gmail en",
    "Fwd: Chain",
    "---------- Forwarded message ---------\nFrom: Bob Stone <bob@b.example>\nDate: Tue, 5 May 2026 at 10:00\nSubject: Chain\nTo: <ann@a.example>\n\n",
  ],
  [
    "Gmail de",
    "Fwd: Chain",
    "---------- Forwarded message ---------\nVon: Bob Stone <bob@b.example>\nDate: Di., 5. Mai 2026 um 10:00 Uhr\nSubject: Chain\nTo: <ann@a.example>\n\n",
  ],
  [
    "Gmail fr",
    "Fwd: Chain",
    "---------- Forwarded message ---------\nDe : Bob Stone <bob@b.example>\nDate: mar. 5 mai 2026 à 10:00\nSubject: Chain\nTo: <ann@a.example>\n\n",
  ],
  [
    "Gmail ja",
    "Fwd: Chain",
    "---------- Forwarded message ---------\nFrom: Bob Stone <bob@b.example>\nDate: 2026年5月5日(火) 10:00\nSubject: Chain\nTo: <ann@a.example>\n\n",
  ],
  [
    "Thunderbird en",
    "Fwd: Chain",
    "-------- Forwarded Message --------\nSubject: \tChain\nDate: \tTue, 5 May 2026 10:00:00 +0200\nFrom: \tBob Stone <bob@b.example>\nTo: \tann@a.example\n\n\n",
  ],
  [
    "Thunderbird de",
    "Fwd: Chain",
    "-------- Weitergeleitete Nachricht --------\nBetreff: \tChain\nDatum: \tTue, 5 May 2026 10:00:00 +0200\nVon: \tBob Stone <bob@b.example>\nAn: \tann@a.example\n\n\n",
  ],
  [
    "Thunderbird sv",
    "Fwd: Chain",
    "-------- Vidarebefordrat meddelande --------\nÄmne: \tChain\nDatum: \tTue, 5 May 2026 10:00:00 +0200\nFrån: \tBob Stone <bob@b.example>\nTill: \tann@a.example\n\n\n",
  ],
  [
    "Yahoo en",
    "Fw: Chain",
    '   ----- Forwarded Message ----- From: "Bob Stone" <bob@b.example>To: "ann@a.example" <ann@a.example>Sent: Tuesday, 5 May 2026, 10:00:00 CESTSubject: Chain\n\n\n',
  ],
  [
    "Outlook 2019 en",
    "FW: Chain",
    "From: Bob Stone <bob@b.example>\nDate: Tuesday, 5 May 2026 at 10:00\nTo: ann@a.example\nSubject: Chain\n\n",
  ],
  [
    "Outlook 2013 cs",
    "FW: Chain",
    "Od: Bob Stone <bob@b.example> \nOdesláno: úterý 5. května 2026 10:00\nKomu: ann@a.example\nPředmět: Chain\n\n",
  ],
  [
    "Outlook 2013 hu",
    "FW: Chain",
    "Feladó: Bob Stone [mailto:bob@b.example] \nElküldve: 2026. május 5. 10:00\nCímzett: ann@a.example\nTárgy: Chain\n\n",
  ],
  [
    "Outlook de",
    "WG: Chain",
    "________________________________\nVon: Bob Stone <bob@b.example>\nGesendet: Dienstag, 5. Mai 2026 10:00\nAn: ann@a.example\nBetreff: Chain\n\n",
  ],
  [
    "Outlook zh",
    "转发: Chain",
    "发件人: Bob Stone <bob@b.example>\n发送时间: 2026年5月5日 10:00\n收件人: ann@a.example\n主题: Chain\n\n",
  ],
  ["Outlook for Mac fr", "TR: Chain", "Le 05/05/2026 10:00, « Bob Stone » <bob@b.example> a écrit :\n\n"],
  [
    "Outlook of old",
    "FW: Chain",
    "-----Original Message-----\nFrom: Bob Stone [mailto:bob@b.example]\nSent: Tuesday, May 5, 2026 10:00 AM\nTo: ann@a.example\nSubject: Chain\n\n",
  ],
];
const APPLE: [string, string][] = [
  [
    "en",
    "Begin forwarded message:\n\nFrom: Bob Stone <bob@b.example>\nSubject: Chain\nDate: 5 May 2026 at 10:00:00 CEST\nTo: ann@a.example",
  ],
  [
    "de",
    "Anfang der weitergeleiteten Nachricht:\n\nVon: Bob Stone <bob@b.example>\nBetreff: Chain\nDatum: 5. Mai 2026 um 10:00:00 MESZ\nAn: ann@a.example",
  ],
  [
    "fr",
    "Début du message réexpédié :\n\nDe: Bob Stone <bob@b.example>\nObjet: Chain\nDate: 5 mai 2026 à 10:00:00\nÀ: ann@a.example",
  ],
  [
    "es",
    "Inicio del mensaje reenviado:\n\nDe: Bob Stone <bob@b.example>\nAsunto: Chain\nFecha: 5 de mayo de 2026\nPara: ann@a.example",
  ],
  [
    "nl",
    "Begin doorgestuurd bericht:\n\nVan: Bob Stone <bob@b.example>\nOnderwerp: Chain\nDatum: 5 mei 2026\nAan: ann@a.example",
  ],
  [
    "pl",
    "Początek przekazywanej wiadomości:\n\nOd: Bob Stone <bob@b.example>\nTemat: Chain\nData: 5 maja 2026\nDo: ann@a.example",
  ],
  [
    "ru",
    "Начало переадресованного сообщения:\n\nОт: Bob Stone <bob@b.example>\nТема: Chain\nДата: 5 мая 2026\nКому: ann@a.example",
  ],
  [
    "tr",
    "İleti iletisi başlangıcı - iletilen ileti:\n\nKimden: Bob Stone <bob@b.example>\nKonu: Chain\nTarih: 5 Mayıs 2026\nKime: ann@a.example",
  ],
];

/** Outlook for Mac announces a forward as if it were a reply; only the subject tells. */
const ATTRIBUTED = [
  'On 05/05/2026, 10:00, "Bob Stone" <bob@b.example> wrote:',
  'Am 05.05.26, 10:00 schrieb "Bob Stone" <bob@b.example>:',
  "El 5/5/26 10:00, «Bob Stone» <bob@b.example> escribió:",
  "Dne 05.05.2026 10:00, „Bob Stone“ <bob@b.example> napsal(a):",
  "Bob Stone <bob@b.example> kirjoitti 5.5.2026 klo 10.00:",
  'Den 05.05.2026 10.00 skrev "Bob Stone" <bob@b.example>:',
  "Op 05-05-2026 10:00 heeft Bob Stone <bob@b.example> geschreven:",
];

describe("a forwarded message", () => {
  test.each(SHAPES)("of %s is taken apart", async (_client, subject, head) => {
    for (const above of ["", "Please see below.\n\n"]) {
      const { forward } = await readText(`${above}${head}${BODY}\n`, subject);
      expect(forward).toMatchObject({
        from: { name: "Bob Stone", address: "bob@b.example" },
        subject: "Chain",
        body: BODY,
      });
    }
  });

  test.each(APPLE)("of Apple Mail in %s is taken apart, quoted or not", async (_language, head) => {
    for (const text of [
      `${head}\n\n${BODY}`,
      quoted(`${head}\n\n${BODY}`),
      `See:\n\n${quoted(`${head}\n\n${BODY}`)}`,
    ]) {
      const { forward } = await readText(text, "Fwd: Chain");
      expect(forward).toMatchObject({
        from: { name: "Bob Stone", address: "bob@b.example" },
        to: [{ address: "ann@a.example" }],
        subject: "Chain",
        body: BODY,
      });
      expect(forward?.date).toMatch(/2026/);
    }
  });

  test.each(ATTRIBUTED)("announced as %s is taken apart", async (line) => {
    const { forward } = await readText(`${line}\n\n    ${BODY.replaceAll("\n", "\n    ")}`, "FW: Chain");
    expect(forward).toMatchObject({
      from: { name: "Bob Stone", address: "bob@b.example" },
      subject: "Chain",
      body: BODY,
    });
    expect(forward?.date).toMatch(/5.*10/);
  });

  test("leaves the forwarder's own words as the reply", async () => {
    const mail = await readText(`Can you help her?\n\n${SHAPES[0]?.[2]}${BODY}`, "Fwd: Chain");
    expect(mail.replyText).toBe("Can you help her?");
  });

  test.each([
    ["Re: Chain", "Yes.\n\nFrom: Bob <bob@b.example>\nSent: Tuesday\nTo: ann@a.example\nSubject: Chain\n\nold"],
    ["Chain", "The message I forwarded: it never came."],
    ["FW: Chain", "No header at all here."],
  ])("is not seen in a mail that forwards nothing: %s", async (subject, text) => {
    expect((await readText(text, subject)).forward).toBeNull();
  });
});
