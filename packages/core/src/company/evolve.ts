import type { Applied } from "../kernel/index.ts";
import type { Company, Events } from "./schema.ts";

export function evolve(state: Company | undefined, event: Applied<Events>): Company {
  const company = state as Company;
  switch (event.type) {
    case "company.created":
      return withDomains(
        {
          id: event.aggregateId,
          name: event.content?.name ?? "",
          tier: event.payload.tier,
          createdAt: event.occurredAt,
        },
        event.payload.domains,
      );
    case "company.changed": {
      const { tier } = event.payload;
      return { ...company, ...event.content, ...(tier === undefined ? {} : { tier }) } as Company;
    }
    case "company.domain_added":
      return withDomains(company, [...(company.domains ?? []), event.payload.domain]);
    case "company.domain_removed":
      return withDomains(
        company,
        (company.domains ?? []).filter((one) => one !== event.payload.domain),
      );
    case "company.attributes_changed": {
      const { attributeCount: _, ...rest } = company;
      const { count } = event.payload;
      return count > 0 ? { ...rest, attributeCount: count } : rest;
    }
  }
}

function withDomains(before: Company, domains: readonly string[]): Company {
  const { domains: _, ...company } = before;
  return domains.length > 0 ? { ...company, domains } : company;
}
