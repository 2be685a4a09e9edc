import * as Macro from "../../src/macro/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Template from "../../src/template/index.ts";
import * as Workspace from "../../src/workspace/index.ts";
import type { Call } from "./configuring.ts";
import type { Fixture } from "./desk.ts";

const bodies = [{ locale: "en", text: "Hello {{ customer.name }}" }];

export const TEMPLATE_MODULES = { template: Template, macro: Macro };

/** What is done with words that are written once, with an input that works for whoever may. */
export const TEMPLATE_WRITES: Readonly<Record<string, Call>> = {
  "workspace.defineTemplate": (ctx, _, key) =>
    Workspace.defineTemplate(ctx, { key: "hello", name: "Hello", bodies, ...key }),
  "workspace.removeTemplate": (ctx, _, key) => Workspace.removeTemplate(ctx, { key: "spare", ...key }),
  "workspace.defineMacro": (ctx, _, key) => Workspace.defineMacro(ctx, { key: "hello", name: "Hello", bodies, ...key }),
  "workspace.removeMacro": (ctx, _, key) => Workspace.removeMacro(ctx, { key: "seeded", ...key }),
  "macro.apply": (ctx, { ticketId }, key) => Macro.apply(ctx, { ticketId, macro: "seeded", ...key }),
  "mail.acknowledge": (ctx, { mailedId: ticketId }) => Mail.acknowledge(ctx, { ticketId, sequence: 1 }),
};

export const TEMPLATE_READS: Readonly<Record<string, Call>> = {
  "template.previewTemplate": (ctx, { ticketId }) => Template.previewTemplate(ctx, { template: "seeded", ticketId }),
  "macro.preview": (ctx, { ticketId }) => Macro.preview(ctx, { ticketId, macro: "seeded" }),
  "mail.automaticAnswers": (ctx, { ticketId }) => Mail.automaticAnswers(ctx, ticketId),
};

export const TEMPLATE_NOT_OPERATIONS = [
  "workspace.unknownIn", // pure
  "template.aboutOf", // part of others, reads by what the caller may
  "template.addressOf", // pure
  "template.findTemplate", // pure
  "template.needTemplate", // pure
  "template.inLanguage", // pure
  "template.renderTemplate", // takes what was read
  "ticket.applyReady", // the machinery behind macros, authorizes by itself
  "ticket.permissionsOf", // pure
] as const;

/** A template and a macro that uses it, and a template that nothing uses. */
export async function templated({ system }: Fixture): Promise<void> {
  for (const key of ["seeded", "spare"]) await Workspace.defineTemplate(system, { key, name: "Seeded", bodies });
  const actions = [{ tag: { tags: ["seeded"] } }, { changeTeam: { team: "seeded" } }];
  await Workspace.defineMacro(system, { key: "seeded", name: "Seeded", template: "seeded", actions });
  const { address } = (await Workspace.config(system)).addresses[0] ?? { address: "" };
  await Workspace.changeAddress(system, { address, acknowledgement: { open: "builtin.acknowledgement" } });
}
