import type { Ctx } from "../../kernel/index.ts";
import { wake as wakeAggregate } from "../../table/index.ts";
import { compose } from "./compose.ts";
import * as decide from "./decide.ts";
import { transmit } from "./deliver.ts";
import { isWithheld, type Letter } from "./letter.ts";
import { LETTERS } from "./letters.ts";
import { type Delivery, whole } from "./schema.ts";
import { delivery, deliveryAt } from "./store.ts";

/** Called by the tick: tries again what the carrier had no room for, flags what ended without an answer. */
export async function wake(ctx: Ctx, id: string): Promise<void> {
  const found = await deliveryAt(ctx, id);
  if (!found) return;
  const { state } = found;
  const prepared = state.status === "RETRYING" ? await LETTERS[state.purpose](ctx, state) : null;
  if (typeof prepared === "string") return giveUp(ctx, id, prepared);
  if (prepared && isWithheld(prepared)) return giveUp(ctx, id, prepared.withheld);
  // Composed before the attempt begins: what fails here may be tried again.
  const mail = prepared && (await compose(ctx, addressed(prepared, state), id, state));
  const now = ctx.clock.now();
  const woken = await wakeAggregate(ctx, delivery, id, (loaded) => decide.wake(whole(loaded.state), now));
  if (woken.includes("delivery.retried") && mail) await transmit(ctx, id, mail, state.ticketId);
}

/** To those it went to at first, whoever would get it by now: a mail has one set of recipients. */
function addressed(letter: Letter, { recipients }: Delivery): Letter {
  const names = new Map([...letter.to, ...letter.cc].map(({ name, address }) => [address, name]));
  const of = (wanted: "TO" | "CC") =>
    recipients
      .filter(({ role, status }) => role === wanted && status !== "SUPPRESSED")
      .map(({ address }) => ({ address, name: names.get(address) ?? "" }));
  return { ...letter, to: of("TO"), cc: of("CC") };
}

async function giveUp(ctx: Ctx, id: string, why: string): Promise<void> {
  await wakeAggregate(ctx, delivery, id, ({ state }) => (state.status === "RETRYING" ? decide.failed(why) : []));
}
