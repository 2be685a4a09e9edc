export interface BlobInfo {
  readonly size: number;
  readonly contentType: string;
}

export interface UploadTarget {
  readonly url: string;
  readonly method: "PUT";
  readonly headers: Readonly<Record<string, string>>;
}

/** Files outside the table: long bodies, originals, attachments. Keys are random and never reused. */
export interface BlobPort {
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** The bytes, or null when there is nothing under the key. */
  get(key: string): Promise<Uint8Array | null>;
  head(key: string): Promise<BlobInfo | null>;
  delete(key: string): Promise<void>;
  /** A target that takes exactly this size and type, for `seconds`. */
  uploadUrl(key: string, expected: BlobInfo, seconds: number): Promise<UploadTarget>;
  /** A link that serves the file as a download named `name`, for `seconds`. */
  downloadUrl(
    key: string,
    file: { readonly name: string; readonly contentType: string },
    seconds: number,
  ): Promise<string>;
}
