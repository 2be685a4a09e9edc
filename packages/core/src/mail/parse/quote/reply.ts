import { type Parting, partText } from "./split.ts";

const COMPARED = 20_000;
const LINK = /<?(?:https?:\/\/|mailto:)[^\s>]{1,400}>?/gi;

/** Letters and digits only: how two renderings of one mail are told to be the same. */
function letters(text: string): string {
  return text
    .slice(0, COMPARED)
    .replaceAll(LINK, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** HTML says where a quote begins, text is what the person saw: the two are weighed here. */
function choose(fromText: Parting, fromHtml: Parting): Parting {
  if (!fromHtml.hasQuote) return fromText;
  const textLetters = letters(fromText.reply);
  const htmlLetters = letters(fromHtml.reply);
  if (textLetters === htmlLetters) return fromText;
  // The text reader missed a quote that the HTML marks.
  if (textLetters.startsWith(htmlLetters)) return fromHtml;
  return fromText.hasQuote || htmlLetters === "" ? fromText : fromHtml;
}

/**
 * Finds a person's new words in a message.
 *
 * @param text the text part, or null when there is none
 * @param markedHtml the HTML part as marked text, or null when there is none
 * @returns the reply and the rest; the reply is empty only when the message is
 * @example
 * partReply("Yes\n\n> no?", null).reply; // "Yes"
 */
export function partReply(text: string | null, markedHtml: string | null): Parting {
  if (text === null) return partText(markedHtml ?? "");
  const fromText = partText(text);
  return markedHtml === null ? fromText : choose(fromText, partText(markedHtml));
}
