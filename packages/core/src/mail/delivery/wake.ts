import type { Ctx } from "../../kernel/index.ts";
import type { OutgoingMail } from "../../port/index.ts";
import { wake as wakeAggregate } from "../../table/index.ts";
import { addressedAgain } from "./addressed.ts";
import { compose } from "./compose.ts";
import * as decide from "./decide.ts";
import { transmit } from "./deliver.ts";
import { isWithheld } from "./letter.ts";
import { LETTERS } from "./letters.ts";
import { type Delivery, whole } from "./schema.ts";
import { delivery, deliveryAt } from "./store.ts";

/** Called by the tick: tries again what the carrier had no room for, flags what ended without an answer. */
export async function wake(ctx: Ctx, id: string): Promise<void> {
  const found = await deliveryAt(ctx, id);
  if (!found) return;
  const { state } = found;
  // Composed before the attempt begins: what fails here may be tried again.
  const again = state.status === "RETRYING" ? await writtenAgain(ctx, state) : null;
  if (typeof again === "string") return giveUp(ctx, id, again);
  const woken = await wakeAggregate(ctx, delivery, id, (loaded) =>
    decide.wake(whole(loaded.state), ctx.clock.now(), again?.suppressed),
  );
  if (again && woken.includes("delivery.retried")) await transmit(ctx, id, again.mail, state.ticketId);
}

interface Again {
  readonly mail: OutgoingMail;
  /** Who is left out since, by place. */
  readonly suppressed: readonly number[];
}

/** The mail as it goes out by now, or in words why it does not any more. */
async function writtenAgain(ctx: Ctx, state: Delivery): Promise<Again | string> {
  const letter = await LETTERS[state.purpose](ctx, state);
  if (typeof letter === "string") return letter;
  if (isWithheld(letter)) return letter.withheld;
  const { prepared, suppressed } = await addressedAgain(ctx, letter, state);
  if (isWithheld(prepared)) return prepared.withheld;
  return { mail: await compose(ctx, prepared, state.id, state), suppressed };
}

async function giveUp(ctx: Ctx, id: string, why: string): Promise<void> {
  await wakeAggregate(ctx, delivery, id, ({ state }) => (state.status === "RETRYING" ? decide.failed(why) : []));
}
