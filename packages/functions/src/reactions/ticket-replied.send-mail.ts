import * as Mail from "@switchboard/core/mail";
import { reaction } from "../event.ts";

/** The desk answered in public: the answer goes out as mail. */
export const { create } = reaction("send-mail", (ctx, { aggregateId, sequence }) =>
  Mail.sendReply(ctx, { ticketId: aggregateId, sequence }),
);
