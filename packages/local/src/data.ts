import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Where a platform keeps what must outlive it; nowhere, for one in memory. */
export interface DataFolder {
  /** Null in memory. */
  readonly folder: string | null;
  /** Where secrets lie: in the folder, or in one of their own that goes with the platform. */
  readonly secrets: string;
  readJson(name: string): unknown;
  /** Whole or not at all. Does nothing in memory. */
  writeJson(name: string, value: unknown): void;
  close(): void;
}

export function openData(data: string): DataFolder {
  const folder = data === "memory" ? null : resolve(data);
  if (folder !== null) mkdirSync(folder, { recursive: true });
  const secrets = folder ?? mkdtempSync(join(tmpdir(), "switchboard-"));
  return {
    folder,
    secrets,
    readJson(name) {
      const file = folder === null ? null : join(folder, name);
      return file !== null && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
    },
    writeJson(name, value) {
      if (folder !== null) writeWhole(join(folder, name), JSON.stringify(value));
    },
    close() {
      if (folder === null) rmSync(secrets, { recursive: true, force: true });
    },
  };
}

/** A crash in the middle leaves the file as it was. */
export function writeWhole(file: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}
