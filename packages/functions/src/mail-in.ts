import type { Desk } from "@switchboard/core/desk";
import * as Mail from "@switchboard/core/mail";
import { workspaceOfAddress } from "@switchboard/core/workspace";
import type { Create } from "./handler.ts";
import { log } from "./log.ts";
import { deployed } from "./wire.ts";

interface SesVerdict {
  readonly status: string;
}

/** What SES tells a Lambda of a message it received and stored. */
export interface ReceiptEvent {
  readonly Records: readonly {
    readonly ses: {
      readonly mail: { readonly messageId: string; readonly source: string };
      readonly receipt: {
        readonly recipients: readonly string[];
        readonly spfVerdict: SesVerdict;
        readonly dkimVerdict: SesVerdict;
        readonly dmarcVerdict: SesVerdict;
        readonly spamVerdict: SesVerdict;
        readonly virusVerdict: SesVerdict;
      };
    };
  }[];
}
type Receipt = ReceiptEvent["Records"][number]["ses"];

/** Takes in a message: once for every support address it was sent to. */
export const create: Create<ReceiptEvent, void> =
  ({ desk, inbound }) =>
  async ({ Records }) => {
    for (const { ses } of Records) {
      const raw = await inbound.get(ses.mail.messageId);
      if (!raw) throw new Error(`no stored message ${ses.mail.messageId}`);
      const places = await placesOf(desk, ses);
      if (places.length === 0) log("mail for nobody", { messageId: ses.mail.messageId });
      const outcomes = await Promise.allSettled(places.map((place) => receive(desk, ses, { ...place, raw })));
      const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      // Thrown only now: one address that fails keeps no other from its message, and a second run repeats nothing.
      if (failures.length > 0) throw new AggregateError(failures, `message ${ses.mail.messageId} was not taken in`);
    }
  };

export const handler = deployed(create);

interface Place {
  readonly workspaceId: string;
  readonly address: string;
}

/** The support addresses among the recipients, each with its workspace; a reply token belongs to its address. */
async function placesOf(desk: Desk, { receipt }: Receipt): Promise<readonly Place[]> {
  const addresses = [...new Set(receipt.recipients.map(Mail.addressOf))];
  const places = await Promise.all(
    addresses.map(async (address) => ({ address, workspaceId: await workspaceOfAddress(desk.table, address) })),
  );
  return places.flatMap(({ address, workspaceId }) => (workspaceId === null ? [] : [{ address, workspaceId }]));
}

function receive(desk: Desk, { mail, receipt }: Receipt, { workspaceId, address, raw }: Place & { raw: Uint8Array }) {
  const ctx = desk.as({ kind: "system", workspaceId, name: "mail-in" }, { correlationId: mail.messageId });
  return Mail.receive(ctx, {
    receiptId: mail.messageId,
    recipients: [...receipt.recipients],
    envelopeFrom: mail.source,
    verdicts: {
      spf: verdictOf(receipt.spfVerdict),
      dkim: verdictOf(receipt.dkimVerdict),
      dmarc: verdictOf(receipt.dmarcVerdict),
      spam: verdictOf(receipt.spamVerdict),
      virus: verdictOf(receipt.virusVerdict),
    },
    raw,
    address,
  });
}

const VERDICTS = ["PASS", "FAIL", "GRAY", "PROCESSING_FAILED"] as const;

/** SES also says DISABLED where scanning is off: then nothing vouches for the message. */
const verdictOf = ({ status }: SesVerdict): (typeof VERDICTS)[number] =>
  VERDICTS.find((known) => known === status) ?? "PROCESSING_FAILED";
