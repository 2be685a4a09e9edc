import * as api from "./api.ts";
import type { Desk, Opened } from "./bench.ts";
import { expect, told } from "./print.ts";

const CLOCK = `query($id: ID!) { ticket(id: $id) { clocks { state dueAt warnAt breachedAt metAt } } }`;
const MINE = "{ myEscalations { edges { node { id path status steps { done } } } } }";
const ACKNOWLEDGE = `mutation($input: AcknowledgeEscalationInput!) { acknowledgeEscalation(input: $input) {
  escalation { status steps { done } } errors { code message } } }`;

interface Clock {
  readonly state: string;
  readonly dueAt: string;
  readonly breachedAt: string | null;
}

/** A promise to a VIP is not kept: recorded by itself, and told to those who are to know. */
export async function breached(desk: Desk, { id, number }: Opened): Promise<void> {
  const { platform, kofi, lead } = desk;
  const clock = async () => {
    const { clocks } = await lead.caller.ask<{ clocks: readonly Clock[] }>(CLOCK, { id });
    expect(clocks.length === 1 && clocks[0] !== undefined, `${clocks.length} clocks`);
    return clocks[0];
  };
  const { state, dueAt } = await clock();
  expect(state === "PENDING", state);
  await platform.advance("PT21M");
  const warned = await clock();
  expect(warned.state === "IMMINENT", warned.state);
  told(`a VIP is promised an answer in 30 minutes; after 20 #${number} warns`, warned.state);
  await platform.advance("PT12M");
  await platform.settle();
  const late = await clock();
  expect(late.state === "BREACHING" && late.breachedAt === dueAt, JSON.stringify(late));
  told("nobody touches it: the breach is recorded, as of when it was due", `${late.state} ${late.breachedAt}`);
  await acknowledged(desk);
  await kofi.caller.ask(api.REPLY, { input: { ticketId: id, text: "Bring it in; I have a new cassette." } });
  await platform.settle();
  const done = await clock();
  expect(done.state === "BREACHED", done.state);
  told(`${kofi.name} answers: done, and late`, done.state);
}

interface Escalation {
  readonly id: string;
  readonly path: string;
  readonly status: string;
  readonly steps: readonly { readonly done: boolean }[];
}

async function acknowledged({ platform, lead, manager }: Desk): Promise<void> {
  const { edges } = await lead.caller.ask<{ edges: readonly { node: Escalation }[] }>(MINE);
  const [called] = edges.map(({ node }) => node);
  expect(called !== undefined && called.path === "vip_waits", `${edges.length} escalations`);
  told(`the path starts: ${lead.name} is called`, called.path);
  await lead.caller.ask(ACKNOWLEDGE, { input: { escalationId: called.id, note: "Kofi is on it." } });
  await platform.advance("PT20M");
  await platform.settle();
  const { edges: others } = await manager.caller.ask<{ edges: readonly unknown[] }>(MINE);
  expect(others.length === 0, "the manager was called");
  told(`she acknowledges: after its 15 minutes ${manager.name} is not called`, "ACKNOWLEDGED");
}
