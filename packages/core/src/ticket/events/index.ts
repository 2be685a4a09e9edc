import { conversation } from "./conversation.ts";
import { fields } from "./fields.ts";
import { life } from "./life.ts";
import { people } from "./people.ts";
import { status } from "./status.ts";
import { structure } from "./structure.ts";
import { work } from "./work.ts";

export type { Entries, MailFacts, Source, Words } from "./parts.ts";

/** Everything that can happen to a ticket; one file a subject. */
export const events = { ...conversation, ...fields, ...life, ...people, ...status, ...structure, ...work } as const;
export type Events = typeof events;
