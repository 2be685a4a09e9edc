import * as Core from "@switchboard/core/attachment";
import * as Tickets from "@switchboard/core/ticket";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { orNull } from "../refusal.ts";
import { rule } from "../rule.ts";

export const Attachment = builder.objectRef<Core.FileRef>("Attachment").implement({
  description: "A file that came with a message.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "The id of the file." }),
    name: t.exposeString("name", { description: "What it is called; never a path." }),
    contentType: t.exposeString("contentType", { description: "Its media type." }),
    size: t.exposeInt("size", { description: "Bytes." }),
    inline: t.boolean({
      description: "Whether it stands inside the text, as pictures do.",
      resolve: (file) => file.inline ?? false,
    }),
    contentId: t.exposeString("contentId", { nullable: true, description: "What the HTML calls it, behind `cid:`." }),
    url: t.field({
      ...rule("Downloads the file, for five minutes; null when it is gone.", { permission: "ticket:read", cost: 3 }),
      type: "URL",
      nullable: true,
      resolve: ({ id }, _, { ctx }) => orNull(Tickets.attachmentUrl(ctx, id)),
    }),
  }),
});

interface HeaderShape {
  readonly name: string;
  readonly value: string;
}

const Header = builder.objectRef<HeaderShape>("UploadHeader").implement({
  description: "A header that the upload must carry.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name." }),
    value: t.exposeString("value", { description: "Its value, to the letter." }),
  }),
});

const Upload = builder.objectRef<Core.Upload>("AttachmentUpload").implement({
  description: "Where to put a file, and the id that a message then names.",
  fields: (t) => ({
    attachmentId: t.exposeID("attachmentId", { description: "Name it in `attachmentIds` once the file is there." }),
    url: t.expose("url", { type: "URL", description: "Send the bytes here." }),
    method: t.exposeString("method", { description: "With this HTTP method." }),
    headers: t.field({
      type: [Header],
      description: "With these headers.",
      resolve: ({ headers }) => Object.entries(headers).map(([name, value]) => ({ name, value })),
    }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", description: "Until then." }),
  }),
});

mutation(
  "requestAttachmentUpload",
  (t) => ({
    name: t.string({ required: true, description: "What it is called." }),
    contentType: t.string({ required: true, description: "Its media type; types that browsers run are refused." }),
    size: t.int({ required: true, description: "Bytes: 1 to 26,214,400." }),
  }),
  {
    says: "Announces a file. Uploads that no message takes up are swept after a day.",
    permission: "attachment:upload",
    run: (ctx, input) => Core.requestUpload(ctx, input),
    payload: (t) => ({
      upload: t.field({ type: Upload, nullable: true, description: "Where to put it.", resolve: (p) => p.result }),
    }),
  },
);
