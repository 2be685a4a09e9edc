import { authorize, type Ctx, type Page, type PageInput } from "../../kernel/index.ts";
import { list } from "../../table/index.ts";
import type { Filter } from "../filter.ts";
import { narrow } from "../lists.ts";
import type { TicketSummary } from "../schema/index.ts";
import { deletedOf, spamOf } from "../store.ts";

/** What was marked as spam, latest activity first. For staff. @throws FORBIDDEN, BAD_USER_INPUT */
export async function listSpam(ctx: Ctx, filter: Filter = {}, page: PageInput = {}): Promise<Page<TicketSummary>> {
  await authorize(ctx, "ticket:read_notes");
  return list(ctx, spamOf(ctx, (await narrow(ctx, filter, "ticket:read_notes")).listed), page);
}

/** What was deleted and can be restored, latest first. @throws FORBIDDEN, BAD_USER_INPUT */
export async function listDeleted(ctx: Ctx, filter: Filter = {}, page: PageInput = {}): Promise<Page<TicketSummary>> {
  await authorize(ctx, "ticket:delete");
  return list(ctx, deletedOf(ctx, (await narrow(ctx, filter, "ticket:delete")).listed), page);
}
