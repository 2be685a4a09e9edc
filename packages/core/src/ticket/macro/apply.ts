import { authorize, type Ctx, type Loaded, type Permission } from "../../kernel/index.ts";
import { append, change, type RecordWrite, type Result } from "../../table/index.ts";
import { type Config, configInForce, type MacroAction, type MacroActionName } from "../../workspace/index.ts";
import { afterReply, placedOnce } from "../conversation.ts";
import * as decide from "../decide/index.ts";
import { fieldValuesIn, valuesOf } from "../field/values.ts";
import { finishing } from "../finishing.ts";
import { nobodysIfGone } from "../people/gone.ts";
import type { Ticket } from "../schema/index.ts";
import { assertNotClosed } from "../status.ts";
import { ticket } from "../store.ts";
import { ACTS, type Acted, type Acting, NEEDED } from "./actions.ts";

/** A macro, ready to be applied: its words are what they will be. */
export interface ReadyMacro {
  readonly key: string;
  /** The version of the configuration it is of. */
  readonly version: number;
  readonly kind: "REPLY" | "NOTE";
  readonly text: string | null;
  /** The form of the words: HTML is made clean, and read as a text too. */
  readonly format: "PLAIN" | "HTML";
  readonly attachmentIds: readonly string[];
  readonly actions: readonly MacroAction[];
}

/** Which ticket, and what every write takes. */
export interface MacroTarget {
  readonly ticketId: string;
  readonly macro: string;
  readonly idempotencyKey?: string | undefined;
  readonly expectedVersion?: number | undefined;
}

/** What applying it needs besides the right to read the ticket, each once. */
export function permissionsOf({ kind, text, actions }: Pick<ReadyMacro, "kind" | "text" | "actions">) {
  const said: Permission[] = text === null ? [] : [kind === "REPLY" ? "ticket:reply" : "ticket:note"];
  return [...new Set([...said, ...actions.flatMap(namesOf).map((name) => NEEDED[name])])];
}

const namesOf = (action: MacroAction): readonly MacroActionName[] => Object.keys(action) as MacroActionName[];

/**
 * Says and does all that a macro does, in one commit: where one part is refused nothing happened, and no mail goes.
 *
 * @throws whatever its parts refuse, FORBIDDEN naming the first permission that is missing, NOT_FOUND, CONFLICT
 */
export async function applyReady(ctx: Ctx, input: MacroTarget, macro: ReadyMacro): Promise<Result<Ticket>> {
  const needed = permissionsOf(macro);
  for (const permission of needed) await authorize(ctx, permission);
  const op = {
    name: "macro.apply",
    permission: "ticket:read",
    id: input.ticketId,
    input,
    path: ["ticketId"],
  } as const;
  const said = { text: macro.text ?? "", format: macro.format, attachmentIds: macro.attachmentIds };
  const once = placedOnce(ctx, said, macro.kind === "NOTE");
  return change(ctx, ticket, op, async (before) => {
    for (const permission of needed) await authorize(ctx, permission, ticket.target(before.state));
    const { config } = await configInForce(ctx);
    const run = new Run(ctx, before, config);
    await run.sort(macro.actions);
    if (macro.text !== null) await run.say(macro, await once(input.ticketId));
    await run.move(macro.actions);
    return run.done(macro);
  });
}

/** One application on its way: each part is decided on what the parts before it made of the ticket. */
class Run {
  #drafts: decide.Drafts = [];
  #records: RecordWrite[] = [];
  #moved = false;
  readonly #ctx: Ctx;
  readonly #before: Loaded<Ticket>;
  readonly #config: Config;

  constructor(ctx: Ctx, before: Loaded<Ticket>, config: Config) {
    this.#ctx = ctx;
    this.#before = before;
    this.#config = config;
  }

  get #state(): Ticket {
    const { id } = this.#before.state;
    return append(this.#ctx, { agg: ticket, id, before: this.#before, drafts: this.#drafts }).after.state as Ticket;
  }

  #take({ events, records = [] }: Acted): void {
    this.#drafts = [...this.#drafts, ...events];
    this.#records.push(...records);
  }

  async #held() {
    return fieldValuesIn(this.#before.state.id, await valuesOf(this.#ctx, this.#before.state), this.#drafts);
  }

  async sort(actions: readonly MacroAction[]): Promise<void> {
    for (const [name, act] of Object.entries(ACTS)) {
      const action = actions.find((one) => name in one);
      if (!action) continue;
      const held = name === "changeFields" ? await this.#held() : {};
      const acting: Acting = { ctx: this.#ctx, state: this.#state, config: this.#config, held };
      this.#take(await act(acting, action));
    }
  }

  async say(macro: ReadyMacro, { words, records }: Awaited<ReturnType<ReturnType<typeof placedOnce>>>): Promise<void> {
    const state = this.#state;
    if (macro.kind === "NOTE") return this.#take({ events: decide.note(words, []), records });
    assertNotClosed(state.status);
    decide.assertNoSpam(state);
    this.#moved = true;
    const after = await afterReply(this.#ctx, state, wantedOf(macro.actions), await this.#held());
    this.#take({ events: decide.reply(state, { words, channel: state.channel }, after), records });
  }

  /** Where a reply did not bring it there with its own words. */
  async move(actions: readonly MacroAction[]): Promise<void> {
    const wanted = wantedOf(actions);
    if (this.#moved || (wanted.status === undefined && wanted.customStatus === undefined)) return;
    const state = this.#state;
    const move = decide.moveTo(this.#config.statuses, state, wanted);
    if (move.status !== "RESOLVED" || !decide.resolves(state)) {
      const events = await nobodysIfGone(this.#ctx, state, decide.changeStatus(state, move), move);
      return this.#take({ events });
    }
    const finish = await finishing(this.#ctx, state, this.#config, await this.#held());
    this.#take({ events: [decide.resolved(state.status, finish, move.customStatus)] });
  }

  done({ key, version, text, actions }: ReadyMacro) {
    if (this.#drafts.length === 0) return { events: [] };
    const payload = { macro: key, configVersion: version, actions: actions.flatMap(namesOf), says: text !== null };
    const events: decide.Drafts = [{ type: "ticket.macro_applied", payload }, ...this.#drafts];
    return { events, records: this.#records };
  }
}

/** Where its actions want the ticket. */
function wantedOf(actions: readonly MacroAction[]): decide.Wanted {
  const resolving = actions.find(({ resolve }) => resolve)?.resolve;
  if (resolving) return { status: "RESOLVED", customStatus: resolving.customStatus };
  return actions.find(({ changeStatus }) => changeStatus)?.changeStatus ?? {};
}
