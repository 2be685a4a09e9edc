import { createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from "jose";
import * as z from "zod";

const MAX_BYTES = 256 * 1024;
const MAX_KEYS = 100;
const MIN_MODULUS_LETTERS = 342;

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(MAX_KEYS) });

/** Reads an answer, and no further than a key set may be long: what it says of its length is not believed. */
export async function textOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop closes the line.
    if (size > MAX_BYTES) throw new Error("the key set is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A set that shows what was to be its owner's alone. */
export class SecretShown extends Error {
  override readonly name = "SecretShown";
}

/**
 * The keys of a set. One that shows a secret is none: somebody published what was theirs alone, and whoever read it
 * can sign. Keys of sorts the desk does not use are left out.
 */
export function keySetIn(text: string): JWTVerifyGetKey {
  const { keys } = KeySet.parse(JSON.parse(text));
  if (keys.some((key) => key.kty === "oct" || "d" in key || "k" in key))
    throw new SecretShown("the key set shows a secret");
  return findIn(keys.filter(isUsable));
}

export const findIn = (keys: readonly object[]): JWTVerifyGetKey =>
  createLocalJWKSet({ keys: keys as JWK[] } satisfies JSONWebKeySet);

const isUsable = ({ kty, n }: Readonly<Record<string, unknown>>): boolean =>
  kty === "RSA" ? typeof n === "string" && n.length >= MIN_MODULUS_LETTERS : kty === "EC" || kty === "OKP";
