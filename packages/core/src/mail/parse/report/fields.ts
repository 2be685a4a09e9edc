/** Header-like fields: lower-case names, first occurrence wins unless asked for all. */
export type FieldGroup = { name: string; value: string }[];

const MAX_TEXT = 256 * 1024;
const MAX_FIELDS = 2_000;

/** Report parts are ASCII by their RFCs; what is not is UTF-8, else Latin-1. */
function decodeReport(content: Uint8Array): string {
  const bytes = content.subarray(0, MAX_TEXT);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function readGroup(block: string): FieldGroup {
  const group: FieldGroup = [];
  for (const line of block.split("\n")) {
    const last = group.at(-1);
    const field = /^([!-9;-~]{1,100})[ \t]{0,20}:(.*)$/.exec(line);
    if (/^[ \t]/.test(line) && last !== undefined) last.value = `${last.value} ${line.trim()}`.trim();
    else if (field !== null && group.length < MAX_FIELDS)
      group.push({ name: (field[1] ?? "").toLowerCase(), value: (field[2] ?? "").trim() });
  }
  return group;
}

/**
 * Reads a part of the form of a delivery status: groups of fields between empty lines.
 *
 * @param content the decoded part; at most 256 KiB are read
 * @returns the groups that hold a field
 * @example
 * readGroups(Buffer.from("A: 1\n\nB: 2")).length; // 2
 */
export function readGroups(content: Uint8Array): FieldGroup[] {
  const text = decodeReport(content).replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  return text
    .split(/\n[ \t]{0,20}\n/)
    .map(readGroup)
    .filter((group) => group.length > 0);
}

/**
 * The first value of a field.
 *
 * @example
 * fieldOf([{ name: "action", value: "failed" }], "action"); // "failed"
 */
export function fieldOf(group: FieldGroup, name: string): string | null {
  return group.find((field) => field.name === name)?.value ?? null;
}
