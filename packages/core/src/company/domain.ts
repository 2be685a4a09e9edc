import { domainToASCII } from "node:url";
import * as z from "zod";
import { isPublicDomain } from "./publicDomains.ts";

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const SHAPE = new RegExp(`^(?:${LABEL}\\.)+${LABEL}$`);

/** A domain that mail comes from, in the ASCII it travels as. */
export const Domain = z
  .string()
  .transform((value) => domainToASCII(value.trim()).toLowerCase())
  .pipe(
    z
      .string()
      .max(253, "A domain has at most 253 characters.")
      .regex(SHAPE, "Give a domain with at least one dot, for example acme.example."),
  );

/** A domain that can be a company's own. */
export const OwnDomain = Domain.refine(
  (domain) => !isPublicDomain(domain),
  "Anybody can have an address at this domain: it is no company's own.",
);

/** The domain itself, then those above it, nearest first; none that is everybody's. */
export function withParents(domain: string): readonly string[] {
  const labels = domain.split(".");
  return labels
    .slice(0, -1)
    .map((_, i) => labels.slice(i).join("."))
    .filter((one) => !isPublicDomain(one));
}
