import PostalMime from "postal-mime";
import * as Mail from "../../src/mail/index.ts";
import type { OutgoingMail } from "../../src/port/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import { type Fixture, makeDesk, SUPPORT } from "./desk.ts";
import { type Arrival, inboundMail } from "./mail.ts";

type Acknowledgement = NonNullable<Workspace.SupportAddress["acknowledgement"]>;
export const BUILTIN: Acknowledgement = { open: "builtin.acknowledgement" };

/** A desk that acknowledges what comes to its address. */
export async function acknowledging(acknowledgement: Acknowledgement | null = BUILTIN, more: object = {}) {
  const f = await makeDesk();
  if (acknowledgement) await Workspace.changeAddress(f.admin, { address: SUPPORT, acknowledgement, ...more });
  return f;
}

/** A mail that comes in and the reactions that follow it. */
export async function arrives(f: Fixture, arrival: Arrival = {}) {
  const { mail, ticketId } = await inboundMail(f, arrival);
  const decided = ticketId ? await Mail.acknowledge(f.system, { ticketId, sequence: 1 }) : null;
  return { mail, ticketId, decided };
}

export const read = (mail: OutgoingMail | undefined) => PostalMime.parse(Buffer.from(mail?.raw ?? []));
export const reasonsOf = async (f: Fixture, ticketId: string) =>
  (await Mail.automaticAnswers(f.agent, ticketId)).map(({ reason }) => reason);
