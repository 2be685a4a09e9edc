import { createPublicKey, type JsonWebKey } from "node:crypto";
import * as z from "zod";

const MAX_KEYS = 10;
const MIN_RSA_BITS = 2048;
const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] as const;
/** What of a key is kept: what makes it a key, and what names it. */
const KEPT = ["kty", "kid", "alg", "use", "n", "e", "crv", "x", "y"] as const;
const CURVES: Readonly<Record<string, readonly string[]>> = { EC: ["P-256", "P-384"], OKP: ["Ed25519"] };

/** A public key that signatures can be checked with. */
const PublicKey = z
  .looseObject({ kty: z.string(), kid: z.string().min(1).max(200) }, "A key is a JSON Web Key with a kid.")
  .transform((jwk, { issues }) => {
    const message = wrongWith(jwk);
    if (message !== null) issues.push({ code: "custom", message, input: jwk["kid"] });
    return Object.fromEntries(KEPT.flatMap((name) => (typeof jwk[name] === "string" ? [[name, jwk[name]]] : [])));
  });
export type PublicKey = z.infer<typeof PublicKey>;

export const PublicKeys = z
  .array(PublicKey)
  .min(1, "Give at least one key.")
  .max(MAX_KEYS, `Give at most ${MAX_KEYS} keys.`)
  .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, "Each key has a kid of its own.");

function wrongWith(jwk: Readonly<Record<string, unknown>>): string | null {
  if (PRIVATE.some((name) => name in jwk))
    return "This is a secret: give public keys alone, and make a new one in its place.";
  const { kty, crv, use } = jwk;
  if (use !== undefined && use !== "sig") return "This key is not for signatures.";
  if (kty !== "RSA" && !(typeof crv === "string" && CURVES[String(kty)]?.includes(crv)))
    return "Give keys of RSA, of EC with P-256 or P-384, or Ed25519.";
  const bits = bitsOf(jwk as JsonWebKey);
  if (bits === null) return "This is no key that could be read.";
  return kty === "RSA" && bits < MIN_RSA_BITS ? `An RSA key has at least ${MIN_RSA_BITS} bits.` : null;
}

/** The length of a key, 0 where it says nothing; null for what is no key. */
function bitsOf(key: JsonWebKey): number | null {
  try {
    return createPublicKey({ key, format: "jwk" }).asymmetricKeyDetails?.modulusLength ?? 0;
  } catch {
    return null;
  }
}
