import * as Mail from "@switchboard/core/mail";
import { reaction } from "../event.ts";

/** Words were blanked: their mail forgets them as well, and what would know a copy of it again is dropped. */
export const { create } = reaction("forget-mail", (ctx, { aggregateId, sequence }) =>
  Mail.forget(ctx, { ticketId: aggregateId, sequence }),
);
