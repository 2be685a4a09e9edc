import type { Key, Row, TablePort, Write } from "@switchboard/core/port";

const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/**
 * A table for somebody who is alone with it, as the seed is: rows once seen or written are not read again.
 * Halves the calls, and with them the time that a first start takes.
 */
export function remembering(table: TablePort): TablePort {
  const rows = new Map<string, Row>();

  function learn(writes: readonly Write[]): void {
    for (const write of writes) {
      if (write.kind === "put") rows.set(nameOf(keyOf(write.row)), write.row);
      else if (write.kind !== "check") rows.delete(nameOf(write.key));
    }
  }

  return {
    ...table,
    async get(key, options) {
      const row = rows.get(nameOf(key)) ?? (await table.get(key, options));
      if (row) rows.set(nameOf(key), row);
      return row;
    },
    async transact(writes) {
      const outcome = await table.transact(writes);
      if (outcome.done) learn(writes);
      return outcome;
    },
    async write(write) {
      const outcome = await table.write(write);
      if (outcome.done) learn([write]);
      return outcome;
    },
    add(key, attribute, amount) {
      rows.delete(nameOf(key));
      return table.add(key, attribute, amount);
    },
  };
}

const keyOf = (row: Row): Key => ({ pk: String(row["pk"]), sk: String(row["sk"]) });
