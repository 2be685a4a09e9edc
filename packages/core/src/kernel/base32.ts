/** Crockford's base32 in lower case: no letter that a person could mistake, order kept. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const VALUE = new Map(Array.from(ALPHABET, (letter, value) => [letter, BigInt(value)]));

/** `value` as exactly `length` letters, most significant first. */
export function toBase32(value: bigint, length: number): string {
  let rest = value;
  let out = "";
  for (let i = 0; i < length; i++) {
    out = ALPHABET.charAt(Number(rest & 31n)) + out;
    rest >>= 5n;
  }
  return out;
}

/** The number that `text` spells, or null when a letter is none of the alphabet's. */
export function fromBase32(text: string): bigint | null {
  let value = 0n;
  for (const letter of text) {
    const digit = VALUE.get(letter);
    if (digit === undefined) return null;
    value = (value << 5n) | digit;
  }
  return value;
}
