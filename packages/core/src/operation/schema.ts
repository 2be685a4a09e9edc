import { createHash } from "node:crypto";
import * as z from "zod";
import { Meta, text } from "../kernel/index.ts";

/** A GraphQL document that may be asked for by its hash. */
export interface Operation {
  /** `sha256:` and the hash: what requests name it by. */
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly document: string;
  /** Whether visitors without an account may run it. */
  readonly anonymous: boolean;
  readonly registeredAt: number;
}

export const MOST_OPERATIONS = 500;
const MOST_KB = 8;
const SCHEME = "sha256:";
const HASH = /^[0-9a-f]{64}$/;

/** What a document is known by: of its text exactly as it is sent. */
export const hashOf = (document: string): string => createHash("sha256").update(document).digest("hex");

export const idOf = (hash: string): string => SCHEME + hash;

export const isHash = (hash: string): boolean => HASH.test(hash);

/** The hash in an id, or null for what is no id of an operation. */
export const hashIn = (id: string): string | null =>
  id.startsWith(SCHEME) && isHash(id.slice(SCHEME.length)) ? id.slice(SCHEME.length) : null;

/** Kept exactly as it is: a letter more or less, and its hash is another one. */
const Document = z
  .string()
  .min(1, "Give the text of the document.")
  .refine((value) => value.isWellFormed(), "This is no Unicode text.")
  .refine((value) => Buffer.byteLength(value) <= MOST_KB * 1024, `A registered document has at most ${MOST_KB} KB.`);

const OperationId = z.string().refine((value) => hashIn(value) !== null, {
  error: "This must be the id of an operation: sha256: and 64 hexadecimal digits.",
  params: { code: "BAD_USER_INPUT" },
});

export const RegisterInput = Meta.omit({ expectedVersion: true }).extend({
  name: text(100, 1),
  document: Document,
  anonymous: z.boolean().default(false),
});
export const RemoveInput = Meta.omit({ expectedVersion: true }).extend({ operationId: OperationId });
export type RegisterInput = z.input<typeof RegisterInput>;
export type RemoveInput = z.input<typeof RemoveInput>;
