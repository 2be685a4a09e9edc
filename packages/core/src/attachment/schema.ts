import * as z from "zod";
import { Meta, text } from "../kernel/index.ts";

const MB = 1024 * 1024;
export const MAX_FILE_BYTES = 25 * MB;
export const MAX_FILES_PER_MESSAGE = 10;

/** What may be uploaded: nothing a browser would run, whatever its name says. */
const TYPES =
  /^(?:image\/(?:png|jpeg|gif|webp|heic|bmp|tiff)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/(?:plain|csv|calendar|vcard)|application\/(?:pdf|zip|gzip|json|rtf|msword|octet-stream|vnd\.(?:ms|openxmlformats|oasis)[\w.+-]*)|message\/rfc822)$/;

export const RequestInput = Meta.extend({
  name: text(200, 1).transform(safeName),
  contentType: text(120, 1)
    .transform((type) => type.toLowerCase())
    .refine((type) => TYPES.test(type), "Files of this type are not taken; pack it into a zip file."),
  size: z
    .number()
    .int()
    .min(1, "An empty file is not taken.")
    .max(MAX_FILE_BYTES, `A file has at most ${MAX_FILE_BYTES / MB} MB.`),
});
export type RequestInput = z.input<typeof RequestInput>;

/** A file as a message refers to it. */
export const FileRef = z.object({
  id: z.string(),
  name: z.string(),
  contentType: z.string(),
  size: z.number(),
  contentId: z.string().optional(),
  inline: z.boolean().optional(),
});
export type FileRef = z.infer<typeof FileRef>;

/** Keeps the last part of a path, without control characters: a name never says where to write. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must go.
  const clean = last.replace(/[\u0000-\u001f\u007f"<>|:*?\u202a-\u202e\u2066-\u2069]/g, "_").replace(/^\.+/, "");
  return clean.trim().slice(0, 200) || "file";
}
