import { describe, expect, test } from "vitest";
import { partText } from "../../../src/mail/parse/quote/split.ts";
import { readText } from "./message.ts";

/** How mail programs introduce a quote, by language; `\n` stands for a line break they make. */
const INTRODUCTIONS = String.raw`
On Mon, Apr 2, 2012 at 6:26 PM, Megan One <xxx@gmail.com> wrote:
On 5 Apr 2021, at 14:05, Bob <bob@x.example> wrote:
On 04/05/2021 14:05, Bob wrote:
On Thu, 1 Jan 2015 at 10:10 Ann Lee <\nann.lee@x.example> wrote:
--- On Fri, 23/3/12, Bob <bob@x.example> wrote:
---- On Tue, 02 Jan 2018 10:00:00 +0100 Bob <bob@x.example> wrote ----
2016-03-03 17:21 GMT+01:00 Some One <someone@x.example>:
Am 27.10.2021 um 09:31 schrieb John Doe <john.doe@x.example>:
Am Mi., 27. Okt. 2021 um 09:31 Uhr schrieb John Doe <john.doe@x.example>:
Gesendet: Dienstag, 5. Mai 2015 um 10:00 Uhr\nVon: "Bob" <bob@x.example>\nAn: ann@x.example\nBetreff: Hallo
Bob Müller <bob@x.example> schrieb am Mi., 27. Okt. 2021, 09:31:
Le mer. 27 oct. 2021 à 09:31, John Doe <john.doe@x.example> a écrit :
Le 27/10/2021 à 09:31, John Doe a écrit :
El mié, 27 oct 2021 a las 9:31, John Doe (<john.doe@x.example>) escribió:
El 27/10/2021 a las 9:31, John Doe escribió:
Il giorno mer 27 ott 2021 alle ore 09:31 John Doe <john.doe@x.example> ha scritto:
Il 27/10/21 09:31, John Doe ha scritto:
Em qua., 27 de out. de 2021 às 09:31, John Doe <john.doe@x.example> escreveu:
Em 27/10/2021 09:31, John Doe escreveu:
A quarta, 27/10/2021, 09:31, John Doe <john.doe@x.example> escreveu:
Op wo 27 okt. 2021 om 09:31 schreef John Doe <john.doe@x.example>:
Op 27-10-2021 om 09:31 schreef John Doe:
Op 27 okt. 2021 om 09:31 heeft John Doe <john@x.example> het volgende geschreven:
Den ons 27 okt. 2021 kl 09:31 skrev John Doe <john.doe@x.example>:
27 okt. 2021 kl. 09:31 skrev John Doe <john.doe@x.example>:
Den ons. 27. okt. 2021 kl. 09.31 skrev John Doe <john.doe@x.example>:
ons. 27. okt. 2021 kl. 09:31 skrev John Doe <john.doe@x.example>:
ke 27. lokak. 2021 klo 9.31 John Doe (john.doe@x.example) kirjoitti:
John Doe <john@x.example> kirjoitti 27.10.2021 kello 9.31:
śr., 27 paź 2021 o 09:31 John Doe <john.doe@x.example> napisał(a):
W dniu 27.10.2021 o 09:31, John Doe pisze:
Wiadomość napisana przez John Doe <john@x.example> w dniu 27.10.2021, o godz. 09:31:
st 27. 10. 2021 v 9:31 odesílatel John Doe <john.doe@x.example> napsal:
Dne 27. 10. 2021 v 9:31 John Doe napsal(a):
27. 10. 2021 v 9:31, John Doe <john@x.example>:
st 27. 10. 2021 o 9:31 John Doe <john.doe@x.example> napísal(a):
John Doe <john.doe@x.example> ezt írta (időpont: 2021. okt. 27., Sze, 9:31):
2021. 10. 27. 9:31 keltezéssel, John Doe írta:
În mie., 27 oct. 2021 la 09:31, John Doe <john.doe@x.example> a scris:
ср, 27 окт. 2021 г. в 09:31, John Doe <john.doe@x.example>:
27.10.2021 09:31, John Doe пишет:
27 октября 2021 г., в 9:31, John Doe <john@x.example> написал(а):
Среда, 27 октября 2021, 9:31 +03:00 от John Doe <john@x.example>:
ср, 27 жовт. 2021 о 09:31 John Doe <john.doe@x.example> пише:
John Doe <john.doe@x.example>, 27 Eki 2021 Çar, 09:31 tarihinde şunu yazdı:
27.10.2021 09:31 tarihinde John Doe yazdı:
Στις Τετ, 27 Οκτ 2021 στις 9:31 π.μ., ο χρήστης John Doe <john.doe@x.example> έγραψε:
2021年10月27日(水) 9:31 John Doe <john.doe@x.example>:
2021/10/27 9:31、John Doe <john.doe@x.example>のメール:
On 2021/10/27 9:31, John Doe wrote:
John Doe <john.doe@x.example> 于2021年10月27日周三 上午9:31写道：
在 2021年10月27日，上午9:31，John Doe <john.doe@x.example> 写道：
在 2021/10/27 9:31, John Doe 写道:
John Doe <john.doe@x.example> 於 2021年10月27日 週三 上午9:31寫道：
2021년 10월 27일 (수) 오전 9:31, John Doe <john.doe@x.example>님이 작성:
2021. 10. 27. 오전 9:31, John Doe <john@x.example> 작성:
‫בתאריך יום ד׳, 27 באוק׳ 2021 ב-9:31 מאת ‪John Doe‬‏ <‪john.doe@x.example‬‏>:‬
في الأربعاء، 27 أكتوبر 2021 في 9:31 ص تمت كتابة ما يلي بواسطة ‪John Doe‬‏ <‪john.doe@x.example‬‏>:‬
Vào Th 4, 27 thg 10, 2021 vào lúc 09:31 John Doe <john.doe@x.example> đã viết:
Pada tanggal Rab, 27 Okt 2021 pukul 09.31 John Doe <john.doe@x.example> menulis:
เมื่อ พ. 27 ต.ค. 2021 เวลา 09:31 John Doe <john.doe@x.example> เขียนว่า:
El dc., 27 d’oct. 2021, 9:31, John Doe <john.doe@x.example> va escriure:
sri, 27. lis 2021. u 09:31 John Doe <john.doe@x.example> napisao je:
На ср, 27.10.2021 г. в 9:31 John Doe <john.doe@x.example> написа:
Kuupäev: K, 27. oktoober 2021 kell 09:31 kirjutas John Doe <john.doe@x.example>:
2021-10-27, tr, 09:31 John Doe <john.doe@x.example> rašė:
trešd., 2021. g. 27. okt., plkst. 09:31 — lietotājs John Doe (<john.doe@x.example>) rakstīja:
mið., 27. okt. 2021 kl. 09:31 skrifaði John Doe <john.doe@x.example>:
On 27 Oct 2021 9:31 am, "John Doe" <john.doe@x.example> wrote:
John Doe <john.doe@x.example> wrote:
Quoting John Doe <john.doe@x.example>:
Zitat von John Doe <john.doe@x.example>:
-----Original Message-----\nFrom: Bob\nSent: Monday\nTo: Ann\nSubject: Hi
-----Ursprüngliche Nachricht-----\nVon: Bob [mailto:bob@x.example] \nGesendet: Montag, 2. April 2012 17:44\nAn: Ann\nBetreff: Hallo
________________________________\nVan: Bob <bob@x.example>\nVerzonden: maandag 2 april 2012 17:44\nAan: Ann\nOnderwerp: Hallo
De : Bob <bob@x.example>\nEnvoyé : lundi 2 avril 2012 17:44\nÀ : Ann\nObjet : Bonjour
De: Bob [mailto:bob@x.example]\nEnviado el: lunes, 2 de abril de 2012 17:44\nPara: Ann\nAsunto: Hola
Da: Bob <bob@x.example>\nInviato: lunedì 2 aprile 2012 17:44\nA: Ann\nOggetto: Ciao
Od: Bob <bob@x.example>\nWysłano: poniedziałek, 2 kwietnia 2012 17:44\nDo: Ann\nTemat: Hej
Från: Bob <bob@x.example>\nSkickat: den 2 april 2012 17:44\nTill: Ann\nÄmne: Hej
Fra: Bob <bob@x.example>\nSendt: 2. april 2012 17:44\nTil: Ann\nEmne: Hej
Lähettäjä: Bob <bob@x.example>\nLähetetty: 2. huhtikuuta 2012 17:44\nVastaanottaja: Ann\nAihe: Hei
От: Bob <bob@x.example>\nОтправлено: 2 апреля 2012 г. 17:44\nКому: Ann\nТема: Привет
Kimden: Bob <bob@x.example>\nGönderildi: 2 Nisan 2012 Pazartesi 17:44\nKime: Ann\nKonu: Merhaba
发件人: Bob <bob@x.example>\n发送时间: 2012年4月2日 17:44\n收件人: Ann\n主题: 你好
寄件者: Bob <bob@x.example>\n寄件日期: 2012年4月2日 17:44\n收件者: Ann\n主旨: 你好
差出人: Bob <bob@x.example>\n送信日時: 2012年4月2日 17:44\n宛先: Ann\n件名: こんにちは
보낸 사람: Bob <bob@x.example>\n보낸 날짜: 2012년 4월 2일\n받는 사람: Ann\n제목: 안녕
מאת: Bob <bob@x.example>\nנשלח: 2 אפריל 2012\nאל: Ann\nנושא: שלום
من: Bob <bob@x.example>\nتم الإرسال: 2 أبريل 2012\nإلى: Ann\nالموضوع: مرحبا
*From:* Bob <bob@x.example>\n*Sent:* Monday\n*To:* Ann\n*Subject:* Hi
Feladó: Bob <bob@x.example>\nElküldve: 2012. április 2. 17:44\nCímzett: Ann\nTárgy: Szia
## Please reply above this line ##
> ##- Please type your reply above this line -##
`
  .trim()
  .split("\n")
  .map((line) => line.replaceAll("\\n", "\n"));

const SIGNATURES =
  "Sent from my iPhone|Von meinem iPhone gesendet|Envoyé de mon iPhone|Enviado desde mi iPhone|Enviado do meu iPhone|Inviato da iPhone|Verstuurd vanaf mijn iPhone|Verzonden vanaf mijn iPad|Skickat från min iPhone|Sendt fra min iPhone|Lähetetty iPhonesta|Wysłane z iPhone'a|Odesláno z iPhonu|Odoslané z iPhonu|iPhone-omról küldve|Trimis de pe iPhone-ul meu|Отправлено с iPhone|Надіслано з iPhone|iPhone'umdan gönderildi|Στάλθηκε από το iPhone μου|iPhoneから送信|从我的 iPhone 发送|發自我的 iPhone|從我的iPhone傳送|나의 iPhone에서 보냄|נשלח מה-iPhone שלי|أُرسلت من الـ iPhone|Đã gửi từ iPhone của tôi|Dikirim dari iPhone saya|ส่งจาก iPhone ของฉัน|Enviat des del meu iPhone|Poslano z mojega iPhona|Sent from Mail for Windows|Sent from Outlook for iOS|Get Outlook for Android<https://aka.ms/x>|Gesendet von Mail für Windows|Gesendet mit der GMX Mail App|Envoyé à partir de Outlook|Obtenir Outlook pour iOS|Holen Sie sich Outlook für iOS|Sent from Yahoo Mail on Android|Sent from my Samsung Galaxy smartphone.|Envoyé depuis mon smartphone Samsung Galaxy.|Sent from my Verizon Wireless BlackBerry|Sent with Proton Mail secure email.|Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.|Outlook for iOS herunterladen|Laden Sie Outlook für Android herunter|Inviato da Outlook per iOS|Enviado desde Outlook para Android|Sent from my T-Mobile 4G LTE Device|Enviado desde mi smartphone Samsung Galaxy.|Von Samsung Mobile gesendet|Sent from Samsung Mobile|Sendt fra Outlook til iOS|Télécharger Outlook pour Android|Descargar Outlook para iOS".split(
    "|",
  );

describe("a text reply", () => {
  for (const introduction of INTRODUCTIONS) {
    test(`keeps only the new words above: ${introduction.split("\n")[0]}`, () => {
      for (const quote of ["> old words\n> more", "old words\nmore"]) {
        const cut = partText(`My new answer.\nSecond line.\n\n${introduction}\n\n${quote}`);
        expect(cut.reply).toBe("My new answer.\nSecond line.");
        expect(cut.quoted).toContain("old words");
        expect(partText(`My new answer.\n${introduction}\n${quote}`).reply).toBe("My new answer.");
      }
    });
  }

  test.each(SIGNATURES)("loses the signature of its device: %s", (signature) => {
    expect(partText(`Yes please.\n\n${signature}\n`).reply).toBe("Yes please.");
    expect(partText(`Yes please.\n\n${signature}\n\nOn 5 May 2026 10:00, Bob <b@b.example> wrote:\n> hm`).reply).toBe(
      "Yes please.",
    );
  });

  test.each([
    "Sent from my desk, is much easier then my mobile phone.",
    "I sent from my office the parcel yesterday. It has not arrived.",
    "Please reply above all to my question:",
    "Am Montag komme ich um 10:00 wieder:",
    "He wrote:",
    "On the box it says 10:30, and the manual says 11:00:",
    "Liste:\nVon: Paris\nNach: Rom\nDatum: 5. Mai",
    "From: Paris\nTo: Rome\nDate: 5 May",
    "1. first\n2. second -- and a dash\n- a bullet",
    "a > b and\nb < c",
  ])("keeps words that only look like a quote: %s", (words) => {
    expect(partText(`Hello.\n\n${words}\n\nThanks`).reply).toBe(`Hello.\n\n${words}\n\nThanks`);
  });

  test("below its quote is found", () => {
    expect(
      partText("On 5 May 2026, Bob <b@b.example> wrote:\n> Shall we?\n> Or not?\n\nYes, let us.\n-- \nAda").reply,
    ).toBe("Yes, let us.");
  });

  test("above and below its quote is found in both places", () => {
    expect(partText("First.\n\nOn 5 May 2026, Bob <b@b.example> wrote:\n> Shall we?\n\nSecond.").reply).toBe(
      "First.\n\nSecond.",
    );
  });

  test("written between quoted lines keeps the questions it answers", () => {
    const { reply } = partText(
      "Bob wrote:\n> Which frame?\n\nThe red one.\n\n> Which size?\n\nLarge.\n\n> Regards, Bob",
    );
    expect(reply).toContain("> Which frame?\n\nThe red one.\n\n> Which size?\n\nLarge.");
    expect(reply).not.toContain("Regards");
  });

  test("survives a quoted line that a mailer broke", () => {
    const long = `> ${"word ".repeat(14)}and\nlast words\n> next line`;
    expect(partText(`Yes.\n\nOn 5 May 2026, Bob <b@b.example> wrote:\n\n${long}`).reply).toBe("Yes.");
  });

  test.each([
    "> only\n> quoted",
    "-- \nAda",
    "Sent from my iPhone",
    "-----Original Message-----\nFrom: b@b.example\nTo: a@a.example\nSubject: x\n\nhi",
  ])("that would be empty is the whole text: %s", (text) => {
    expect(partText(text)).toEqual({ reply: text, quoted: "", hasQuote: false });
  });

  test("never changes the whole text", async () => {
    const text = "Yes.\n\nOn 5 May 2026, Bob <b@b.example> wrote:\n> Shall we?\n\n-- \nAda";
    const mail = await readText(text);
    expect(mail.text.trimEnd()).toBe(text);
    expect(mail.replyText).toBe("Yes.");
    expect(mail.quotedText).toContain("> Shall we?");
  });

  test("loses a list's footer and a classic signature", () => {
    expect(partText("Done.\n-- \nAda Lovelace\n+44 20 1234567").reply).toBe("Done.");
    expect(
      partText(
        "Done.\n_______________________________________________\nbikes mailing list\nhttps://lists.example/bikes",
      ).reply,
    ).toBe("Done.");
  });
});
