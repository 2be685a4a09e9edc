import { isCustomer } from "./actor.ts";
import { type Ctx, may, type Reach, reachOf } from "./context.ts";

const PERMISSION = "customer:read_personal";

/** Stands where a part of something personal was left out. */
const MASK = "***";

/** Whose personal data the caller reads unmasked; nobody's without the permission, and that is no refusal. */
export async function personalReach(ctx: Ctx): Promise<Reach> {
  if (await may(ctx, PERMISSION)) return reachOf(ctx, PERMISSION);
  return { scope: "own", has: () => false };
}

/** `e***@example.com`: enough to tell two apart on the phone, and still of the form of an address. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  const first = address.codePointAt(0);
  return at < 1 || first === undefined ? MASK : `${String.fromCodePoint(first)}${MASK}${address.slice(at)}`;
}

/** `+49***20`: the country and the last two digits. */
export const maskPhone = (number: string): string => `${number.slice(0, 3)}${MASK}${number.slice(-2)}`;

/** Nothing is left of it but that there is something. */
export const maskAll = (): string => MASK;

/** Whether somebody gives back what they were shown masked: it is never the thing itself. */
export const isMasked = (value: string): boolean => value.includes(MASK);

/** Whether the caller reads everybody's personal data unmasked. */
export const isEverybodyShown = (ctx: Ctx): Promise<boolean> => may(ctx, PERMISSION, {});

/** A way to show an address that stands beside what was said: as it is, or masked. Who asks reads their own alone. */
export async function addressShown(ctx: Ctx): Promise<(address: string) => string> {
  const isShown = isCustomer(ctx.actor) ? await may(ctx, PERMISSION) : await isEverybodyShown(ctx);
  return isShown ? (address) => address : maskEmail;
}

const ADDRESS = /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+/g;

/** A value of JSON with every e-mail address in it masked: diagnoses of mail servers name them too. */
export function withoutAddresses<T>(value: T): T {
  const text = JSON.stringify(value);
  return text === undefined || !text.includes("@") ? value : (JSON.parse(text.replace(ADDRESS, maskEmail)) as T);
}
