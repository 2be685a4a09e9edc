import type { Platform } from "../start.ts";
import * as api from "./api.ts";

const ME = "{ viewer { agent { id name } } }";
const PRESENCE = `mutation($input: SetAgentPresenceInput!) { setAgentPresence(input: $input) { errors { code message } } }`;

export interface Person {
  readonly caller: api.Caller;
  readonly id: string;
  readonly name: string;
}

/** Those who are called when it takes too long, and those who do the work. */
export interface Desk {
  readonly platform: Platform;
  readonly admin: Person;
  readonly manager: Person;
  readonly lead: Person;
  readonly maya: Person;
  readonly kofi: Person;
}

export interface Opened {
  readonly id: string;
  readonly number: number;
}

export async function personOf(platform: Platform, who: keyof Platform["tokens"]): Promise<Person> {
  const caller = new api.Caller(platform, who);
  const { agent } = await caller.ask<{ agent: { id: string; name: string } }>(ME);
  return { caller, ...agent };
}

/** They say that they take work now, or no more. */
export async function say(state: "ONLINE" | "OFFLINE", people: readonly Person[]): Promise<void> {
  for (const { caller } of people) await caller.ask(PRESENCE, { input: { state } });
}
