import { everyRow, type Fixture } from "./desk.ts";

const decoder = new TextDecoder();

/** Where a text still stands: in rows of the table, and in files. Empty when it is nowhere. */
export async function holds(f: Fixture, marker: string): Promise<readonly string[]> {
  const rows = (await everyRow())
    .filter((row) => JSON.stringify(row).includes(marker))
    .map((row) => `${JSON.stringify(row["pk"])} ${JSON.stringify(row["sk"])}`);
  const files = [...f.blobs.files.entries()].filter(([, { bytes }]) => decoder.decode(bytes).includes(marker));
  return [...rows, ...files.map(([key]) => key)];
}
