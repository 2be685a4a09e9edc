import type { Draft } from "../../kernel/index.ts";
import type { Events } from "../events.ts";
import type { Customer, Profile } from "../schema/index.ts";

export type Drafts = readonly Draft<Events>[];

const FIELDS = ["name", "locale", "timeZone", "tier"] as const;
export type Given = { readonly [K in keyof Profile]?: Profile[K] | undefined };

/** Only what differs makes an event; a profile that says nothing new is a NOOP. */
export function changed(customer: Customer, given: Given): Drafts {
  const profile = pick(given, (field) => given[field] !== customer[field]);
  const fields = Object.keys(profile);
  return fields.length === 0 ? [] : [{ type: "customer.changed", payload: { fields }, content: profile }];
}

/** What is given in either case, and over it what is given for this one. */
export const together = (always: Given, inThisCase: Given = {}): Profile => ({
  ...pick(always, () => true),
  ...pick(inThisCase, () => true),
});

export function pick(given: Given, keep: (field: (typeof FIELDS)[number]) => boolean): Profile {
  return Object.fromEntries(
    FIELDS.filter((field) => given[field] !== undefined && keep(field)).map((f) => [f, given[f]]),
  );
}
