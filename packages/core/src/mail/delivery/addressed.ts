import { type Ctx, emailKey } from "../../kernel/index.ts";
import { suppressedAmong } from "../suppression/store.ts";
import type { Start } from "./decide.ts";
import { isWithheld, type Letter, type Mailbox, type Withheld } from "./letter.ts";
import type { Delivery } from "./schema.ts";

/** A letter for those who may get it, and everybody it was meant for. */
export interface Addressed {
  readonly prepared: Letter | Withheld;
  readonly recipients: Start["recipients"];
}

/** A letter without those no mail goes to: they are left out, to be seen. With nobody left it is written to, it stays. */
export async function addressed(ctx: Ctx, prepared: Letter | Withheld): Promise<Addressed> {
  const to = once(prepared.to);
  const cc = isWithheld(prepared) ? [] : once(prepared.cc, to);
  const why = await suppressedAmong(
    ctx,
    [...to, ...cc].map(({ address }) => address),
  );
  const marked = (role: "TO" | "CC") =>
    function mark({ address }: Mailbox) {
      const suppressed = why.has(emailKey(address)) ? (true as const) : undefined;
      return { address, role, suppressed };
    };
  const recipients = [...to.map(marked("TO")), ...cc.map(marked("CC"))];
  if (isWithheld(prepared)) return { prepared, recipients };
  const isOpen = ({ address }: Mailbox) => !why.has(emailKey(address));
  const left = to.filter(isOpen);
  if (left.length === 0) return { prepared: { to, withheld: withheldFor([...why.values()]) }, recipients };
  return { prepared: { ...prepared, to: left, cc: cc.filter(isOpen) }, recipients };
}

const withheldFor = (reasons: readonly string[]): string =>
  `No mail goes to this address: suppressed for ${[...new Set(reasons)].join(", ")}.`;

/** Each address once. */
function once(boxes: readonly Mailbox[], before: readonly Mailbox[] = []): readonly Mailbox[] {
  const seen = new Set(before.map(({ address }) => emailKey(address)));
  return boxes.filter(({ address }) => {
    const key = emailKey(address);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * A letter that is sent again, to those it went to at first, whoever would get it by now: a mail has one set of
 * recipients. Who is suppressed since is left out; by place.
 */
export async function addressedAgain(ctx: Ctx, letter: Letter, { recipients }: Delivery) {
  const live = recipients.filter(({ status }) => status !== "SUPPRESSED");
  const why = await suppressedAmong(
    ctx,
    live.map(({ address }) => address),
  );
  const isGone = (address: string) => why.has(emailKey(address));
  const suppressed = recipients.flatMap(({ address, status }, place) =>
    status !== "SUPPRESSED" && isGone(address) ? [place] : [],
  );
  const names = new Map([...letter.to, ...letter.cc].map(({ name, address }) => [address, name]));
  const of = (wanted: "TO" | "CC") =>
    live
      .filter(({ role, address }) => role === wanted && !isGone(address))
      .map(({ address }) => ({ address, name: names.get(address) ?? "" }));
  const to = of("TO");
  if (to.length === 0) return { prepared: { to, withheld: withheldFor([...why.values()]) }, suppressed };
  return { prepared: { ...letter, to, cc: of("CC") }, suppressed };
}
