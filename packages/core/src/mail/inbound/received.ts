import type { Ctx } from "../../kernel/index.ts";
import { append, type Change } from "../../table/index.ts";
import type { ParsedMail } from "../parse/index.ts";
import type { InboundMail, Match, Outcome, ReceiveInput } from "./schema.ts";
import { inbound } from "./store.ts";

/** What became of a mail. */
export interface Facts {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly matchedBy: Match;
  readonly ticketId?: string | undefined;
  readonly rawFile?: string | undefined;
}

interface Receipt {
  readonly id: string;
  readonly input: ReceiveInput & { readonly address: string };
  readonly mail: ParsedMail;
}

/** The receipt as a change of its own aggregate, and the state it will have. */
export function received(ctx: Ctx, { id, input, mail }: Receipt, facts: Facts): { change: Change; state: InboundMail } {
  const { outcome, reason, matchedBy, ticketId, rawFile } = facts;
  const drafts = [
    {
      type: "mail.received",
      payload: {
        outcome,
        reason,
        matchedBy,
        ...(ticketId === undefined ? {} : { ticketId }),
        verdicts: input.verdicts,
      },
      content: {
        address: input.address,
        from: (mail.from?.address || input.envelopeFrom).slice(0, 320).toWellFormed(),
        subject: mail.subject.slice(0, 500).toWellFormed(),
        ...(rawFile === undefined ? {} : { rawFile }),
      },
    },
  ];
  const change: Change = { agg: inbound, id, before: null, drafts };
  return { change, state: append(ctx, change).after.state as InboundMail };
}
