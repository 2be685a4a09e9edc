import { charsetLabel } from "./charset.ts";

/** What the header of one part says about its body. */
export type ContentFields = {
  type: string;
  boundary: string;
  charset: string;
  encoding: string;
  disposition: string;
  /** There is a type, and it is none: the MIME reader would not show such a body. */
  isMalformed: boolean;
  /** `; format=flowed; delsp=yes` as needed, ready to be put behind a type. */
  flow: string;
};

const MAX_FIELD = 8_192;

/** The first field of a name, unfolded; later copies are ignored, as every mail reader does. */
function firstField(header: string, name: string): string {
  const start = new RegExp(`^${name}[ \\t]*:`, "im").exec(header);
  if (start === null) return "";
  const rest = header.slice(start.index + start[0].length, start.index + MAX_FIELD);
  const end = /\r?\n(?![ \t])/.exec(rest);
  return (end === null ? rest : rest.slice(0, end.index)).replaceAll(/\r?\n/g, "");
}

/** Value of a parameter, quoted or not. */
function parameter(field: string, name: string): string {
  const match = new RegExp(`;\\s{0,50}${name}\\s{0,50}=\\s{0,50}(?:"([^"]{0,1000})"|([^\\s;]{0,1000}))`, "i").exec(
    field,
  );
  return match?.[1] ?? match?.[2] ?? "";
}

/**
 * Reads the fields that decide how a part's body is read.
 *
 * @param header the header block as Latin-1 text (bytes one to one)
 * @returns lower-case values; a part without a type is `text/plain`.
 * @example
 * readContentFields("Content-Type: text/html; charset=UTF-8\r\n").charset; // "utf-8"
 */
export function readContentFields(header: string): ContentFields {
  const typeField = firstField(header, "content-type");
  const isFlowed = /;\s{0,50}format\s{0,50}=\s{0,50}"?flowed/i.test(typeField);
  const deletesSpace = /;\s{0,50}delsp\s{0,50}=\s{0,50}"?yes/i.test(typeField);
  const type = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(typeField)?.[1]?.toLowerCase();
  return {
    type: type ?? "text/plain",
    isMalformed: typeField !== "" && type === undefined,
    boundary: parameter(typeField, "boundary"),
    charset: charsetLabel(parameter(typeField, "charset")),
    encoding: /[\w-]+/.exec(firstField(header, "content-transfer-encoding"))?.[0].toLowerCase() ?? "",
    disposition: /[\w-]+/.exec(firstField(header, "content-disposition"))?.[0].toLowerCase() ?? "",
    flow: (isFlowed ? "; format=flowed" : "") + (deletesSpace ? "; delsp=yes" : ""),
  };
}

/**
 * Takes fields out of a header block, with their folded lines.
 *
 * @param names lower-case field names
 * @example
 * withoutFields("A: 1\r\nB: 2\r\n", ["a"]); // "B: 2\r\n"
 */
export function withoutFields(header: string, names: readonly string[]): string {
  let isDropping = false;
  const kept = header.split(/(?<=\n)/).filter((line) => {
    if (/^[ \t]/.test(line)) return !isDropping;
    isDropping = names.includes((line.split(":", 1)[0] ?? "").trim().toLowerCase());
    return !isDropping;
  });
  const block = kept.join("");
  return block === "" || block.endsWith("\n") ? block : `${block}\r\n`;
}
