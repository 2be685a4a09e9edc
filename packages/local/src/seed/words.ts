import type { Ctx } from "@switchboard/core/kernel";
import * as Mail from "@switchboard/core/mail";
import * as Workspace from "@switchboard/core/workspace";
import { SUPPORT_ADDRESS, WORKSHOP_ADDRESS } from "./company.ts";

const PROMISE = "{% if answer.expectedBy %} You hear from us by {{ answer.expectedBy }}.{% endif %}";
const VERSPRECHEN = "{% if answer.expectedBy %} Sie hören von uns bis {{ answer.expectedBy }}.{% endif %}";

const TEMPLATES: readonly Workspace.DefineTemplateInput[] = [
  {
    key: "received",
    name: "We have it",
    bodies: [
      {
        locale: "en",
        text: `Hello {{ customer.firstName | default: "there" }},\n\nyour message is here, as #{{ ticket.number }}.${PROMISE}\n\n{{ address.brand }}`,
      },
      {
        locale: "de",
        text: `Guten Tag {{ customer.firstName | default: "" }},\n\nIhre Nachricht ist da, als #{{ ticket.number }}.${VERSPRECHEN}\n\n{{ address.brand }}`,
      },
    ],
  },
  {
    key: "shop_is_closed",
    name: "The shop is closed",
    bodies: [
      {
        locale: "en",
        text: `Hello {{ customer.firstName | default: "there" }},\n\nthe shop is closed right now. Your message waits for us as #{{ ticket.number }}.${PROMISE}`,
      },
      {
        locale: "de",
        text: `Guten Tag,\n\ndie Werkstatt hat gerade geschlossen. Ihre Nachricht wartet als #{{ ticket.number }} auf uns.${VERSPRECHEN}`,
      },
    ],
  },
  {
    key: "frame_number",
    name: "Where the frame number stands",
    bodies: [
      {
        locale: "en",
        text: "Hello {{ customer.firstName }},\n\nplease send us the frame number: it is stamped below the bottom bracket.",
      },
      {
        locale: "de",
        text: "Guten Tag,\n\nbitte schicken Sie uns die Rahmennummer: Sie steht unter dem Tretlager.",
      },
    ],
  },
];

const MACROS: readonly Workspace.DefineMacroInput[] = [
  {
    key: "ask_frame_number",
    name: "Ask for the frame number",
    kind: "REPLY",
    template: "frame_number",
    actions: [{ tag: { tags: ["frame-number"] } }, { changeTeam: { team: "workshop" } }],
  },
  {
    key: "to_the_workshop",
    name: "To the workshop",
    kind: "NOTE",
    bodies: [{ locale: "en", text: "Please have a look: {{ ticket.subject }}, of a {{ customer.tier }} customer." }],
    actions: [{ changeTeam: { team: "workshop" } }, { unassign: {} }],
  },
];

/** What the desk says in words of its own: by one click, and by itself to whom the workshop is written; to whom nothing goes. */
export async function addWords(ctx: Ctx, calendar: string): Promise<void> {
  for (const template of TEMPLATES) await Workspace.defineTemplate(ctx, template);
  for (const macro of MACROS) await Workspace.defineMacro(ctx, macro);
  const footer = "Northwind Bikes, Pier 4, North Quay";
  await Workspace.changeAddress(ctx, { address: SUPPORT_ADDRESS.address, brand: "Northwind Bikes", footer });
  await Workspace.addAddress(ctx, WORKSHOP_ADDRESS);
  await Workspace.changeAddress(ctx, {
    address: WORKSHOP_ADDRESS.address,
    brand: "Northwind Bikes Workshop",
    footer,
    team: "workshop",
    followUp: { policy: "NEW_TICKET", days: 7, owner: "KEEP" },
    acknowledgement: { open: "received", closed: "shop_is_closed", calendar },
  });
  await Mail.suppressAddress(ctx, {
    address: "old.fleet@velo-courier.example",
    note: "They closed that mailbox when they moved.",
  });
}
