import { STATUSES, type Status } from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import type { UserErrorShape } from "../refusal.ts";
import { Code, TicketStatus } from "./enums.ts";

/** A refusal inside a payload: something the caller can read and act on. */
export const UserError = builder.interfaceRef<UserErrorShape>("UserError").implement({
  description: "Why a mutation did nothing: one for each thing that is wrong.",
  resolveType: (error) => error.kind,
  fields: (t) => ({
    code: t.field({
      type: Code,
      description: "What went wrong, stable over releases.",
      resolve: (error) => error.code,
    }),
    message: t.exposeString("message", { description: "What to do about it, for people." }),
    path: t.field({
      type: ["String"],
      description: "The place in `input` that is wrong; empty when it is none in particular.",
      resolve: (error) => error.path,
    }),
    retryable: t.exposeBoolean("retryable", { description: "Whether the same call may succeed later." }),
  }),
});

const interfaces = [UserError];

builder.objectRef<UserErrorShape>("ValidationError").implement({
  description: "A value breaks a rule; `path` names it.",
  interfaces,
});

builder.objectRef<UserErrorShape>("NotFoundError").implement({
  description: "No such object, or none you may see: nothing tells which.",
  interfaces,
});

builder.objectRef<UserErrorShape>("ConflictError").implement({
  description: "Somebody else was first: another version, a value that is taken, a key that was used.",
  interfaces,
  fields: (t) => ({
    currentVersion: t.exposeInt("currentVersion", {
      nullable: true,
      description: "The version now, when `expectedVersion` was another.",
    }),
    ids: t.exposeIDList("ids", {
      description: "What has the value already; several when it would belong to all of them at once.",
    }),
  }),
});

const TICKET_STATUSES: ReadonlySet<string> = new Set(STATUSES);

builder.objectRef<UserErrorShape>("TransitionError").implement({
  description: "Not from this status.",
  interfaces,
  fields: (t) => ({
    allowed: t.field({
      type: [TicketStatus],
      description: "Where a ticket may go from here.",
      resolve: (error) => error.allowed.filter((one): one is Status => TICKET_STATUSES.has(one)),
    }),
    steps: t.stringList({
      description:
        "What can be done with an agent from here: accept, reinvite, withdraw, suspend, reinstate, offboard.",
      resolve: (error) => error.allowed.filter((one) => !TICKET_STATUSES.has(one)),
    }),
  }),
});

builder.objectRef<UserErrorShape>("LimitError").implement({
  description: "A limit is reached.",
  interfaces,
  fields: (t) => ({
    limit: t.exposeInt("limit", { nullable: true, description: "The limit." }),
  }),
});
