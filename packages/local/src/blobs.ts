import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { BlobInfo, BlobPort } from "@switchboard/core/port";
import { type DataFolder, writeWhole } from "./data.ts";

/** What a signed link allows, and until when (ms). */
export type Link =
  | { readonly use: "put"; readonly key: string; readonly until: number; readonly size: number; readonly type: string }
  | { readonly use: "get"; readonly key: string; readonly until: number; readonly name: string; readonly type: string };

export interface LocalBlobs extends BlobPort {
  /** What a link stands for; null for one that is not ours, was changed, or is over. */
  open(token: string): Link | null;
}

export interface BlobOptions {
  readonly data: DataFolder;
  readonly now: () => number;
  /** Where links lead. */
  readonly base: () => string;
}

type Files = Pick<BlobPort, "put" | "get" | "head" | "delete">;

/** Files in a folder, reached by signed links as those of S3. */
export function createBlobs({ data, now, base }: BlobOptions): LocalBlobs {
  const secret = randomBytes(32);
  const files = data.folder === null ? inMemory() : inFolder(join(data.folder, "blobs"));
  const sign = (body: string) => createHmac("sha256", secret).update(body).digest();
  const linkTo = (link: Link): string => {
    const body = Buffer.from(JSON.stringify(link)).toString("base64url");
    return `${base()}/local/blobs/${body}.${sign(body).toString("base64url")}`;
  };

  return {
    ...files,
    uploadUrl: async (key, { size, contentType }, seconds) => ({
      url: linkTo({ use: "put", key, until: now() + seconds * 1000, size, type: contentType }),
      method: "PUT",
      headers: { "content-type": contentType },
    }),
    downloadUrl: async (key, { name, contentType }, seconds) =>
      linkTo({ use: "get", key, until: now() + seconds * 1000, name, type: contentType }),
    open(token) {
      const [body = "", signature = ""] = token.split(".");
      const expected = sign(body);
      const given = Buffer.from(signature, "base64url");
      if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) return null;
      const link = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as Link;
      return link.until < now() ? null : link;
    },
  };
}

function inMemory(): Files {
  const files = new Map<string, { readonly bytes: Uint8Array; readonly info: BlobInfo }>();
  return {
    put: async (key, bytes, contentType) =>
      void files.set(key, { bytes: bytes.slice(), info: { size: bytes.byteLength, contentType } }),
    get: async (key) => files.get(key)?.bytes.slice() ?? null,
    head: async (key) => files.get(key)?.info ?? null,
    delete: async (key) => void files.delete(key),
  };
}

/** A file and, beside it, its type. Names are hashes of keys: no key says where to write. */
function inFolder(folder: string): Files {
  const fileOf = (key: string) => {
    const name = createHash("sha256").update(key).digest("hex");
    return join(folder, name.slice(0, 2), name);
  };
  return {
    async put(key, bytes, contentType) {
      const file = fileOf(key);
      writeWhole(`${file}.json`, JSON.stringify({ key, size: bytes.byteLength, contentType }));
      writeWhole(file, bytes);
    },
    get: (key) => orNull(readFile(fileOf(key))),
    async head(key) {
      const info = await orNull(readFile(`${fileOf(key)}.json`, "utf8"));
      if (info === null) return null;
      const { size, contentType } = JSON.parse(info) as BlobInfo;
      return { size, contentType };
    },
    async delete(key) {
      await Promise.all([rm(fileOf(key), { force: true }), rm(`${fileOf(key)}.json`, { force: true })]);
    },
  };
}

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (e) {
    if ((e as { code?: string }).code === "ENOENT") return null;
    throw e;
  }
}
