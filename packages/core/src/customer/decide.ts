import type { Draft } from "../kernel/index.ts";
import type { Customer, Events, Profile } from "./schema.ts";

const FIELDS = ["name", "locale", "timeZone", "tier"] as const;
type Given = { readonly [K in keyof Profile]?: Profile[K] | undefined };

export function created(email: string, given: Given): readonly Draft<Events>[] {
  const profile = pick(given, () => true);
  return [
    {
      type: "customer.created",
      payload: { fields: ["email", ...Object.keys(profile)] },
      content: { email, ...profile },
    },
  ];
}

/** Only what differs makes an event; a profile that says nothing new is a NOOP. */
export function changed(customer: Customer, given: Given): readonly Draft<Events>[] {
  const profile = pick(given, (field) => given[field] !== customer[field]);
  const fields = Object.keys(profile);
  return fields.length === 0 ? [] : [{ type: "customer.changed", payload: { fields }, content: profile }];
}

function pick(given: Given, keep: (field: (typeof FIELDS)[number]) => boolean): Profile {
  return Object.fromEntries(
    FIELDS.filter((field) => given[field] !== undefined && keep(field)).map((f) => [f, given[f]]),
  );
}
