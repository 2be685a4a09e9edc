import type { MailFacts } from "./events/index.ts";

/** Whether a person asked: what a machine sends waits for no answer. */
export const isQuestion = ({ type, payload }: { readonly type: string; readonly payload: unknown }): boolean =>
  type === "ticket.message_received" && !(payload as { readonly mail?: MailFacts }).mail?.automatic;
