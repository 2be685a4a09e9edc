import { type Ctx, invalid, notFound, type Permission } from "../../kernel/index.ts";
import type { RecordWrite } from "../../table/index.ts";
import type { Config, FieldValues, MacroAction, MacroActionName } from "../../workspace/index.ts";
import * as decide from "../decide/index.ts";
import { fieldsOfKind, valuesAfter } from "../field/values.ts";
import { costFor } from "../load.ts";
import type { Ticket } from "../schema/index.ts";
import { assertNotClosed } from "../status.ts";

/** What an action does to a ticket as the actions before it left it. */
export interface Acting {
  readonly ctx: Ctx;
  readonly state: Ticket;
  readonly config: Config;
  /** The values of the company's own fields, as far as something has to know them. */
  readonly held: FieldValues;
}

export interface Acted {
  readonly events: decide.Drafts;
  readonly records?: readonly RecordWrite[];
}

type Act = (acting: Acting, action: MacroAction) => Acted | Promise<Acted>;

/** Statuses come behind all else: what resolving needs is there by then. */
type Sorting = Exclude<MacroActionName, "changeStatus" | "resolve">;

const events = (drafts: decide.Drafts): Acted => ({ events: drafts });

/** In this order, whatever the macro's: resolving may need what a field says. */
export const ACTS: Readonly<Record<Sorting, Act>> = {
  changeFields: ({ ctx, state, config, held }, { changeFields }) => {
    assertNotClosed(state.status);
    const drafts = decide.changeFields(fieldsOfKind(config, state.kind), held, changeFields?.values ?? {}, ["values"]);
    return { events: drafts, records: valuesAfter(ctx, state.id, held, drafts) };
  },
  changeCategory: ({ state, config }, { changeCategory }) => {
    const category = changeCategory?.category ?? null;
    const drafts = decide.changeCategory(state, category);
    if (drafts.length > 0 && category !== null) decide.assertCategory(config, category);
    return events(drafts);
  },
  untag: ({ state }, { untag }) => events(decide.untag(state, untag?.tags ?? [])),
  tag: ({ state }, { tag }) => events(decide.tag(state, tag?.tags ?? [])),
  changePriority: ({ state, config }, { changePriority }) => {
    const { impact, urgency } = state;
    const follows = impact === undefined || urgency === undefined ? null : config.matrix[impact][urgency];
    return events(changePriority ? decide.changePriority(state, changePriority, follows) : []);
  },
  changeTeam: ({ state, config }, { changeTeam }) => {
    const team = changeTeam?.team ?? null;
    const drafts = decide.changeTeam(state, team);
    if (drafts.length > 0 && team !== null) decide.assertTeam(config, team);
    return events(drafts);
  },
  unassign: ({ state }) => events(decide.unassign(state)),
  assign: (acting, { assign }) => assignTo(acting, assign?.assigneeId ?? ""),
  assignToMe: (acting) => {
    const { actor } = acting.ctx;
    if (actor.kind !== "agent")
      throw invalid("This macro assigns to whoever applies it: only an agent can.", ["macro"]);
    return assignTo(acting, actor.agentId);
  },
};

async function assignTo({ ctx, state }: Acting, assigneeId: string): Promise<Acted> {
  if (!decide.isAssigned(state, assigneeId)) return events([]);
  const load = await costFor(ctx, assigneeId, state.channel);
  if (!load) throw notFound(assigneeId, ["assigneeId"]);
  return events([decide.assigned(state, assigneeId, load)]);
}

/** What each of them needs, as the operation of its name does. */
export const NEEDED: Readonly<Record<MacroActionName, Permission>> = {
  assign: "ticket:assign",
  assignToMe: "ticket:assign",
  unassign: "ticket:assign",
  tag: "ticket:edit",
  untag: "ticket:edit",
  changePriority: "ticket:edit",
  changeStatus: "ticket:status",
  resolve: "ticket:status",
  changeTeam: "ticket:assign",
  changeCategory: "ticket:edit",
  changeFields: "ticket:edit",
};
