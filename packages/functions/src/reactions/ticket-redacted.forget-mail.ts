import * as Mail from "@switchboard/core/mail";
import { reaction } from "../event.ts";

/** Words were blanked: what would know a copy of their mail again is dropped as well. */
export const { create } = reaction("forget-mail", (ctx, { aggregateId, sequence }) =>
  Mail.forget(ctx, { ticketId: aggregateId, sequence }),
);
