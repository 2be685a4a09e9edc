import { type Customer, MAX_VISITORS } from "../schema/index.ts";
import type { Drafts } from "./profile.ts";

export const visitorCame = (visitor: string): Drafts => [
  { type: "customer.created", payload: { fields: ["visitor"] }, content: { visitor } },
];

/** Whether a customer is a visitor and nothing else: known by nothing that somebody could prove, standing for nobody. */
export const isUnknown = ({ visitor, email, identities, merged, sources }: Customer): boolean =>
  visitor !== undefined && !(email ?? identities ?? merged ?? sources);

/** Whether what a visitor began becomes this customer's. What came to be known of them otherwise is left apart. */
export const mayTakeOver = ({ sources = [] }: Pick<Customer, "sources">, visitor: Customer): boolean =>
  isUnknown(visitor) && sources.length < MAX_VISITORS;
