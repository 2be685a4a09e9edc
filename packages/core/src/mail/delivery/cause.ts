import type { Ctx } from "../../kernel/index.ts";
import type { Purpose } from "./schema.ts";

/** What makes a mail go out. For one cause and one purpose there is one mail, for good. */
export interface Cause {
  /** Names the cause among all of its purpose: `<ticket id>:<sequence>`, say. */
  readonly key: string;
  /** When it was, ms: mails are in the order of their causes. */
  readonly at: number;
  readonly ticketId?: string;
  /** The place of the entry it carries or answers. */
  readonly sequence?: number;
}

/** The delivery that a cause has, or will have. Apart from what sends, which readers need not load. */
export const deliveryIdOf = (ctx: Ctx, purpose: Purpose, { key, at }: Cause): string =>
  ctx.ids.derive("dlv", at, ctx.workspaceId, "mail", purpose, key);
