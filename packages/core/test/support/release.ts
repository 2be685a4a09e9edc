import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import type * as Entry from "../../../../releases/entry.ts";

/** What a release offers to these tests. An older one has no more than this one has. */
export type Release = typeof Entry;

const FOLDER = new URL("../../../../releases/", import.meta.url);

/** The newest release that was kept, as it was deployed then. */
export async function previousRelease(): Promise<Release> {
  const kept = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".mjs.gz"))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const name = kept.at(-1);
  if (name === undefined) throw new Error("no release was kept: npm run release:keep");
  const unpacked = new URL(".unpacked/", FOLDER);
  mkdirSync(unpacked, { recursive: true });
  const file = fileURLToPath(new URL(name.replace(/\.gz$/, ""), unpacked));
  writeFileSync(file, gunzipSync(readFileSync(new URL(name, FOLDER))));
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Release;
}
