import * as z from "zod";
import type { Draft, EventCatalogue } from "../kernel/index.ts";

export const events = {
  "workspace.created": {
    payload: z.object({ name: z.string(), configVersion: z.number() }),
    visibility: "audit",
    editorial: true,
    version: 1,
    says: "The workspace exists, with its first configuration.",
  },
  "workspace.configured": {
    payload: z.object({ configVersion: z.number(), changed: z.string(), before: z.unknown(), after: z.unknown() }),
    visibility: "audit",
    editorial: true,
    version: 1,
    says: "A new version of the configuration is in force; `changed` names the part, of lists what differs.",
  },
  "workspace.reply_key_rotated": {
    payload: z.object({}),
    visibility: "audit",
    editorial: true,
    version: 1,
    says: "Reply addresses are signed with a new key; what older ones signed is honoured for a year.",
  },
  // Not editorial: nobody who changes the configuration decided on these.
  "workspace.operation_registered": {
    payload: z.object({ hash: z.string(), name: z.string(), anonymous: z.boolean() }),
    visibility: "audit",
    editorial: false,
    version: 1,
    says: "A GraphQL document may be asked for by its hash; `anonymous` when visitors may, too.",
  },
  "workspace.operation_removed": {
    payload: z.object({ hash: z.string(), name: z.string() }),
    visibility: "audit",
    editorial: false,
    version: 1,
    says: "A GraphQL document is not registered any more.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
export type WorkspaceDraft = Draft<Events>;
