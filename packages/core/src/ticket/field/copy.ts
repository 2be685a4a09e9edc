import type { Ctx } from "../../kernel/index.ts";
import type { RecordWrite } from "../../table/index.ts";
import * as decide from "../decide/index.ts";
import type { Ticket } from "../schema/index.ts";
import { valuesAfter, valuesOf } from "./values.ts";

export interface CopiedFields {
  readonly drafts: decide.Drafts;
  readonly records: readonly RecordWrite[];
}

/** The values of one ticket for another that follows it or is split off it, as they are: nothing is judged anew. */
export async function copyFields(ctx: Ctx, from: Ticket, toId: string): Promise<CopiedFields> {
  const drafts = decide.takeFields(await valuesOf(ctx, from));
  return { drafts, records: valuesAfter(ctx, toId, {}, drafts) };
}
