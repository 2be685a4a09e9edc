import { authorize } from "@switchboard/core/kernel";
import * as Core from "@switchboard/core/operation";
import { builder } from "../builder.ts";
import { pageArgs, pageInput } from "../connection.ts";
import { assertRegistrable } from "../guard/registrable.ts";
import { mutation } from "../mutation.ts";
import { rule } from "../rule.ts";
import { Operation, OperationConnection } from "./refs.ts";

Operation.implement({
  description: "A document that is kept: requests name it by its id in place of sending it.",
  fields: (t) => ({
    id: t.exposeID("id", {
      description: "`sha256:` and the hash of the document. Send it as `documentId`; Apollo clients send the hash.",
    }),
    name: t.exposeString("name", { description: "What people call it." }),
    document: t.exposeString("document", { description: "The text, exactly as it was registered." }),
    anonymous: t.exposeBoolean("anonymous", { description: "Whether visitors without an account may run it, too." }),
    registeredAt: t.expose("registeredAt", { type: "DateTime", description: "When it was first registered." }),
  }),
});

builder.queryField("operations", (t) =>
  t.field({
    ...rule("The registered operations, in the order of registration.", {
      permission: "workspace:configure",
      cost: 5,
      size: "page",
    }),
    type: OperationConnection,
    nullable: true,
    args: pageArgs(),
    resolve: (_, page, { ctx }) => Core.list(ctx, pageInput(page)),
  }),
);

mutation(
  "registerOperation",
  (t) => ({
    name: t.string({ required: true, description: "What people call it, up to 100 characters." }),
    document: t.string({
      required: true,
      description:
        "The text, up to 8 KB, with one operation that is valid and within the limits. Its hash is of this text, letter by letter.",
    }),
    anonymous: t.boolean({ description: "Whether visitors without an account may run it, too; no when absent." }),
  }),
  {
    permission: "workspace:configure",
    says: "Keeps a document, so that requests may name it by its hash; one that is kept already gets the new name and openness. At most 500.",
    run: async (ctx, input, schema) => {
      // Ahead of core, which asks again: what is wrong with a document is told only to whoever may register one.
      await authorize(ctx, "workspace:configure");
      assertRegistrable(schema, input.document);
      return Core.register(ctx, input);
    },
    payload: (t) => ({
      operation: t.field({
        type: Operation,
        nullable: true,
        description: "The operation.",
        resolve: (p) => p.result,
      }),
    }),
  },
);

mutation(
  "removeOperation",
  (t) => ({ operationId: t.id({ required: true, description: "Which operation: `sha256:` and its hash." }) }),
  {
    permission: "workspace:configure",
    says: "Forgets a document: within half a minute nobody runs it by its hash any more.",
    run: (ctx, input) => Core.remove(ctx, input),
    payload: (t) => ({
      removedId: t.id({ nullable: true, description: "The id it had.", resolve: (p) => p.result?.id }),
    }),
  },
);
