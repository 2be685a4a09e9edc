import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseMail } from "../../../src/mail/parse/index.ts";

const FOLDER = fileURLToPath(new URL("../../../../../examples/mail/", import.meta.url));
const TOKEN = "support+abc234@northwind-bikes.example";

function load(file: string): Buffer {
  const text = readFileSync(FOLDER + file, "latin1")
    .replaceAll("{{REPLY_TO}}", TOKEN)
    .replaceAll("{{IN_REPLY_TO}}", "<out1@northwind-bikes.example>")
    .replaceAll("{{REFERENCES}}", "<root@northwind-bikes.example> <out1@northwind-bikes.example>");
  return Buffer.from(text, "latin1");
}

/** What a person should see of each example. */
const REPLIES: Record<string, string> = {
  "01": "Hi,\n\nwe bought six Fjord 3",
  "02": "Chains are fine, thank you. Frame numbers: NWF3-11872 and NWF3-11880.\n\nMaria",
  "03": "Good morning,\n\nPlease go ahead with 20 in racing green. Delivery to the north quay, gate 4.\n\nDaniel Okafor\n\nHarbour Rentals",
  "04": "Guten Tag Herr Berger,\n\nbitte liefern Sie die Schläuche in Größe 28 Zoll. Die Schutzbleche können später kommen.\n\nMit freundlichen Grüßen\nJürgen Weiß",
  "05": "Hello,\n\nour bank shows that invoice NB-20418 (89,00 €)",
  "06": "Yes, to the same account please.",
  "07": "Hello,\n\nis this mark on the head tube of my Ridge 2 only the paint, or is it a crack?",
  "08": "On 07/05/2026 14:10, Northwind Bikes Support wrote:\n> Can you feel an edge with your fingernail?\n\nYes, clearly, on the left side.",
  "09": "Size S for 14 children, M for 9. Can they arrive before 1 June?",
  "10": "I will pick it up tomorrow at nine. Is the rear light fixed too?",
  "11": "お世話になっております。佐藤です。",
  "12": "Good afternoon,\n\nI would like to order one Quay 7 and one child seat.",
  "13": "Thank you for your message.",
  "15": "My neighbour wrote to the wrong address. Can you help her?",
};
const files = readdirSync(FOLDER).filter((file) => file.endsWith(".eml"));

describe("the example messages", () => {
  test.each(files)("%s has CRLF line ends and is read without a problem", async (file) => {
    const raw = load(file);
    expect(raw.toString("latin1").replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const mail = await parseMail(raw);
    expect(mail.problems).toEqual([]);
    const expected = REPLIES[file.slice(0, 2)];
    if (expected !== undefined) expect(mail.replyText.startsWith(expected)).toBe(true);
    if (raw.includes(TOKEN) && mail.bounce === null) {
      expect(mail.to[0]?.address).toBe(TOKEN);
      expect(mail.inReplyTo).toBe("out1@northwind-bikes.example");
      expect(mail.replyText.length).toBeLessThan(mail.text.length + 1);
    }
  });

  test("replies show nothing of what they quote", async () => {
    for (const file of files.filter((name) => /^(?:02|03|04|06|09|10)/.test(name))) {
      const mail = await parseMail(load(file));
      expect(mail.replyText, file).toBe(REPLIES[file.slice(0, 2)]);
    }
  });

  test("carry their files, automatic marks, bounce and forward", async () => {
    const byNumber = async (start: string) => parseMail(load(files.find((file) => file.startsWith(start)) ?? ""));
    expect((await byNumber("05")).attachments).toMatchObject([
      { name: "Invoice NB-20418.pdf", contentType: "application/pdf", inline: false },
    ]);
    expect((await byNumber("07")).attachments).toMatchObject([{ name: "head-tube.png", inline: true }]);
    expect((await byNumber("12")).html).toContain("data-remote-src");
    expect((await byNumber("13")).auto).toEqual({ generated: true, reply: true });
    expect((await byNumber("14")).bounce).toMatchObject({
      originalMessageId: "out1@northwind-bikes.example",
      recipients: [{ address: "s.novak@pedal-and-co.example", status: "5.1.1", permanent: true }],
    });
    expect((await byNumber("15")).forward).toMatchObject({ from: { name: "Lucie Moreau" }, subject: "Delivery date" });
  });
});
