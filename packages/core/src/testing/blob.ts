import type { BlobPort } from "../port/index.ts";

/** Files in memory, with what a test wants to look at. */
export interface MemoryBlobs extends BlobPort {
  readonly files: Map<string, { readonly bytes: Uint8Array; readonly contentType: string }>;
}

export function memoryBlobs(): MemoryBlobs {
  const files = new Map<string, { bytes: Uint8Array; contentType: string }>();
  return {
    files,
    put: async (key, bytes, contentType) => void files.set(key, { bytes, contentType }),
    get: async (key) => files.get(key)?.bytes ?? null,
    head: async (key) => {
      const file = files.get(key);
      return file ? { size: file.bytes.byteLength, contentType: file.contentType } : null;
    },
    delete: async (key) => void files.delete(key),
    uploadUrl: async (key, { contentType }) => ({
      url: `memory:${key}`,
      method: "PUT",
      headers: { "content-type": contentType },
    }),
    downloadUrl: async (key) => `memory:${key}`,
  };
}
