import * as api from "./api.ts";
import { type Desk, type Opened, type Person, say } from "./bench.ts";
import { expect, told } from "./print.ts";

const DECISION = `query($id: ID!) { ticket(id: $id) { assignee { name } routingDecision { outcome
  candidates { agent { name } rank removedBy says } } } }`;
const ROUTE = `query($id: ID!) { ticket(id: $id) { assignee { name } route { state offer { agent { name } } } } }`;
const OFFERS = "{ myOffers { until ticket { number } } }";
const DECLINE = `mutation($input: DeclineOfferInput!) { declineOffer(input: $input) { errors { code message } } }`;
const ACCEPT = `mutation($input: AcceptOfferInput!) { acceptOffer(input: $input) { ticket { assignee { name } } errors { code message } } }`;

async function opened({ platform, admin }: Desk, ticket: object): Promise<Opened> {
  const { customer } = await admin.caller.ask<{ customer: { id: string } }>(api.UPSERT, {
    input: { email: "fleet@couriers.example", tier: "VIP" },
  });
  const app = new api.Caller(platform, "app");
  const input = { customerId: customer.id, text: "Can you help?", ...ticket };
  const { ticket: object } = await app.ask<{ ticket: Opened }>(api.OPEN, { input });
  await platform.settle();
  return object;
}

interface Decided {
  readonly assignee: { readonly name: string } | null;
  readonly routingDecision: {
    readonly outcome: string;
    readonly candidates: readonly {
      readonly agent: { readonly name: string };
      readonly removedBy: string | null;
      readonly says: string;
    }[];
  };
}

/** It is given to whoever holds what it asks for, and says of each of the others why not. */
export async function decided(desk: Desk): Promise<Opened> {
  const { maya, kofi, lead } = desk;
  await say("ONLINE", [maya, kofi]);
  const ticket = await opened(desk, { subject: "Gears skip under load", tags: ["gears"] });
  const { assignee, routingDecision } = await lead.caller.ask<Decided>(DECISION, { id: ticket.id });
  const of = ({ name }: Person) => routingDecision.candidates.find(({ agent }) => agent.name === name);
  expect(assignee?.name === kofi.name, `${assignee?.name} has it: ${JSON.stringify(routingDecision)}`);
  expect(of(maya)?.removedBy === "MISSING_SKILL", JSON.stringify(routingDecision.candidates));
  expect(of(lead)?.removedBy === "OFFLINE", JSON.stringify(routingDecision.candidates));
  told(`#${ticket.number} comes in and is ${kofi.name}'s`, of(kofi)?.says ?? "");
  told(`not ${maya.name}'s: ${of(maya)?.removedBy}`, of(maya)?.says ?? "");
  told(`not ${lead.name}'s: ${of(lead)?.removedBy}`, of(lead)?.says ?? "");
  return ticket;
}

interface Ringing {
  readonly assignee: { readonly name: string } | null;
  readonly route: { readonly state: string; readonly offer: { readonly agent: { readonly name: string } } | null };
}

/** A chat is asked about, and whoever does not want it leaves it to others. */
export async function ringing(desk: Desk): Promise<void> {
  const { platform, maya, kofi } = desk;
  const chat = await opened(desk, { subject: "Is the shop open?", channel: "CHAT" });
  const [offer] = await maya.caller.ask<readonly { until: string }[]>(OFFERS);
  expect(offer !== undefined, "nothing is offered to her");
  const rings = (Date.parse(offer.until) - platform.desk.clock.now()) / 1_000;
  const { routingDecision } = await kofi.caller.ask<Decided>(DECISION, { id: chat.id });
  const [first] = routingDecision.candidates;
  expect(first?.agent.name === maya.name, JSON.stringify(routingDecision));
  told(`a chat rings at ${maya.name}'s for ${rings} seconds; nobody has it yet`, first.says);
  await maya.caller.ask(DECLINE, { input: { ticketId: chat.id } });
  const { assignee, route } = await kofi.caller.ask<Ringing>(ROUTE, { id: chat.id });
  expect(assignee === null && route.offer?.agent.name === kofi.name, JSON.stringify(route));
  const { ticket } = await kofi.caller.ask<{ ticket: Ringing }>(ACCEPT, { input: { ticketId: chat.id } });
  told(`she declines; it rings at ${kofi.name}'s, who takes it`, `#${chat.number}: ${ticket.assignee?.name}`);
  await kofi.caller.ask(api.REPLY, { input: { ticketId: chat.id, text: "Until half past five." } });
}
