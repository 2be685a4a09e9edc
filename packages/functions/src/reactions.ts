import type { BusDelivery } from "./event.ts";
import type { Create } from "./handler.ts";
import { log } from "./log.ts";
import { deployed } from "./wire.ts";

/** The rows of the wiring table that share this function; each is loaded with its first event. */
export const REACTIONS: Readonly<Record<string, () => Promise<Create<BusDelivery, void>>>> = {
  "ses-feedback": async () => (await import("./ses-feedback.ts")).create,
  "ticket-replied.send-mail": async () => (await import("./reactions/ticket-replied.send-mail.ts")).create,
  "view-changed.count-tickets": async () => (await import("./reactions/view-changed.count-tickets.ts")).create,
  "ticket-redacted.forget-mail": async () => (await import("./reactions/ticket-redacted.forget-mail.ts")).create,
  "ticket-changed.follow-clocks": async () => (await import("./reactions/ticket-changed.follow-clocks.ts")).create,
  "workspace-configured.follow-clocks": async () =>
    (await import("./reactions/workspace-configured.follow-clocks.ts")).create,
  "ticket-purged.erase": async () => (await import("./reactions/ticket-purged.erase.ts")).create,
  "agent-offboarded.return-work": async () => (await import("./reactions/agent-offboarded.return-work.ts")).create,
  "ticket-opened.wait-for-age": async () => (await import("./reactions/ticket-opened.wait-for-age.ts")).create,
  "ticket-opened.acknowledge": async () => (await import("./reactions/ticket-opened.acknowledge.ts")).create,
  "sla-warned.escalate": async () => (await import("./reactions/sla-warned.escalate.ts")).create,
  "sla-breached.escalate": async () => (await import("./reactions/sla-breached.escalate.ts")).create,
  "ticket-ended.end-escalations": async () => (await import("./reactions/ticket-ended.end-escalations.ts")).create,
  "ticket-changed.route": async () => (await import("./reactions/ticket-changed.route.ts")).create,
  "agent-changed.route": async () => (await import("./reactions/agent-changed.route.ts")).create,
  "workspace-configured.route": async () => (await import("./reactions/workspace-configured.route.ts")).create,
  "ticket-resolved.wake-waiting": async () => (await import("./reactions/ticket-resolved.wake-waiting.ts")).create,
};

/** An event with the reaction it is for: each rule's target writes it so, and so it lies in the dead letters. */
export interface Addressed {
  readonly reaction: string;
  readonly event: BusDelivery;
}

/** Events that came by a queue, each a message of its own. */
export interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** The messages to deliver again; the others are done with. */
export interface QueueAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Runs the reaction an event is addressed to; of a batch, one that fails takes no other with it. */
export const create: Create<Addressed | QueueEvent, QueueAnswer | undefined> = (wired) => {
  const loaded = new Map<string, Promise<(event: BusDelivery) => Promise<void>>>();

  async function react({ reaction, event }: Addressed): Promise<void> {
    const load = REACTIONS[reaction];
    if (!load) throw new RangeError(`no such reaction here: ${reaction}`);
    const run = loaded.get(reaction) ?? load().then((create) => create(wired));
    loaded.set(reaction, run);
    await (await run)(event);
  }

  async function fails({ messageId, body }: QueueEvent["Records"][number]): Promise<boolean> {
    try {
      await react(JSON.parse(body) as Addressed);
      return false;
    } catch (error) {
      log("reaction failed", { messageId }, error);
      return true;
    }
  }

  return async (event) => {
    if (!("Records" in event)) {
      await react(event);
      return undefined;
    }
    const failed = await Promise.all(event.Records.map(fails));
    const again = event.Records.filter((_, i) => failed[i]);
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
};

export const handler = deployed(create);
