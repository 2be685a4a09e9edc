import "./types/scalars.ts";
import "./types/enums.ts";
import "./types/errors.ts";
import "./types/node.ts";
import "./types/viewer.ts";
import "./types/workspace.ts";
import "./types/agent.ts";
import "./types/key.ts";
import "./types/customer.ts";
import "./types/ticket.ts";
import "./types/ticketQueries.ts";
import "./types/ticketMessages.ts";
import "./types/ticketDrafts.ts";
import "./types/ticketChanges.ts";
import "./types/ticketLinks.ts";
import "./types/ticketLife.ts";
import "./types/ticketMerges.ts";
import "./types/ticketPeople.ts";
import "./types/ticketRedaction.ts";
import "./types/ticketTime.ts";
import "./types/entry.ts";
import "./types/attachment.ts";
import "./types/log.ts";
import "./types/mail.ts";
import type { GraphQLSchema } from "graphql";
import { builder } from "./builder.ts";

/** The whole API, for every sort of caller. Sorted only where it is printed: cold starts need no sorting. */
export const schema: GraphQLSchema = builder.toSchema({ sortSchema: false });
