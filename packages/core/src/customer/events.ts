import * as z from "zod";
import type { EventCatalogue } from "../kernel/index.ts";
import { AttributesChanged } from "../workspace/index.ts";
import { IDENTITY_KINDS, Identity } from "./identity.ts";
import { StoredProfile, SUPPRESSION_REASONS } from "./schema/index.ts";

const audit = { visibility: "audit", editorial: true, version: 1 } as const;
const Kind = z.enum(IDENTITY_KINDS);
const Reason = z.enum(SUPPRESSION_REASONS);

export const events = {
  "customer.created": {
    ...audit,
    payload: z.object({ fields: z.array(z.string()), kinds: z.array(Kind).optional() }),
    content: StoredProfile.extend({
      email: z.string().optional(),
      identities: z.array(Identity).optional(),
      visitor: z.string().optional(),
    }),
    says: "Somebody is known to the desk; `kinds` names by what, where that is not an e-mail address alone.",
  },
  "customer.changed": {
    ...audit,
    payload: z.object({ fields: z.array(z.string()) }),
    content: StoredProfile,
    says: "Facts about a customer changed; `fields` names which.",
  },
  "customer.identities_added": {
    ...audit,
    payload: z.object({ kinds: z.array(Kind) }),
    content: z.object({ identities: z.array(Identity) }),
    says: "The customer is known by more; `kinds` names by what.",
  },
  "customer.identity_removed": {
    ...audit,
    payload: z.object({ kind: Kind }),
    content: z.object({ identity: Identity }),
    says: "The customer is no longer known by something: it may be somebody else's now.",
  },
  "customer.primary_email_changed": {
    ...audit,
    payload: z.object({}),
    content: z.object({ email: z.string() }),
    says: "Answers go to another of the customer's addresses.",
  },
  "customer.merged": {
    ...audit,
    payload: z.object({ targetId: z.string() }),
    says: "The customer and another are one person; the other one stands for both.",
  },
  "customer.unmerged": {
    ...audit,
    payload: z.object({ targetId: z.string() }),
    says: "A merge was taken back: the customer stands for themselves again.",
  },
  "customer.sources_merged": {
    ...audit,
    payload: z.object({ sourceIds: z.array(z.string()) }),
    says: "Other customers were merged into this one, with those that were merged into them.",
  },
  "customer.sources_unmerged": {
    ...audit,
    payload: z.object({ sourceIds: z.array(z.string()) }),
    says: "Customers that were merged into this one stand for themselves again.",
  },
  "customer.company_set": {
    ...audit,
    payload: z.object({ companyId: z.string().nullable() }),
    says: "The customer was put in a company by hand; with null it follows from their e-mail domain again.",
  },
  "customer.consent_changed": {
    ...audit,
    payload: z.object({ category: z.string(), granted: z.boolean() }),
    says: "Consent to a category of notices was given or withdrawn.",
  },
  "customer.suppressed": {
    ...audit,
    payload: z.object({ reason: Reason }),
    content: z.object({ note: z.string().optional() }),
    says: "No mail goes to the customer any more; `reason` says why.",
  },
  "customer.suppression_lifted": {
    ...audit,
    payload: z.object({ reason: Reason }),
    says: "A reason to send the customer no mail is gone.",
  },
  "customer.attributes_changed": {
    ...audit,
    ...AttributesChanged,
    says: "Values of the company's own fields changed; `keys` names which, `count` how many there are now.",
  },
  "customer.noted": {
    ...audit,
    visibility: "note",
    payload: z.object({}),
    content: z.object({ text: z.string() }),
    says: "Staff wrote a note about the customer. It never leaves the desk.",
  },
  "customer.note_redacted": {
    ...audit,
    payload: z.object({ sequence: z.number(), reason: z.string() }),
    says: "The words of a note were blanked for good; that there was one still shows.",
  },
} as const satisfies EventCatalogue;
export type Events = typeof events;
