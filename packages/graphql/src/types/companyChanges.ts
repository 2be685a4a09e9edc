import type { Result } from "@switchboard/core";
import * as Core from "@switchboard/core/company";
import { type InputBuilder, type Mutation, mutation } from "../mutation.ts";
import { CustomerTier } from "./peopleEnums.ts";
import { Company } from "./refs.ts";

const common = {
  permission: "company:write",
  payload: (t) => ({
    company: t.field({
      type: Company,
      nullable: true,
      description: "The company as it is now.",
      resolve: (p) => p.result?.object,
    }),
  }),
} satisfies Pick<Mutation<object, Result<Core.Company>>, "permission" | "payload">;

const changing = { ...common, versioned: true };

const companyId = (t: InputBuilder) => t.id({ required: true, description: "Which company." });

mutation(
  "createCompany",
  (t) => ({
    name: t.string({ required: true, description: "What it is called, up to 200 characters." }),
    domains: t.stringList({ description: "Its mail domains, up to 20; none where anybody can have an address." }),
    tier: t.field({ type: CustomerTier, description: "How its customers are served; STANDARD unless said." }),
  }),
  {
    ...common,
    says: "Makes a company known to the desk: who has an address at one of its domains belongs to it.",
    run: (ctx, input) => Core.create(ctx, input),
  },
);

mutation(
  "updateCompany",
  (t) => ({
    companyId: companyId(t),
    name: t.string({ description: "What it is called, up to 200 characters." }),
    tier: t.field({ type: CustomerTier, description: "How its customers are served." }),
  }),
  {
    ...changing,
    says: "Changes what is known about a company; what is not given stays.",
    run: (ctx, input) => Core.update(ctx, input),
  },
);

const withDomain = (t: InputBuilder) => ({
  companyId: companyId(t),
  domain: t.string({ required: true, description: "The domain, for example `acme.example`." }),
});

mutation("addCompanyDomain", withDomain, {
  ...changing,
  says: "Gives a company one domain more; one of another company is refused with its id.",
  run: (ctx, input) => Core.addDomain(ctx, input),
});

mutation("removeCompanyDomain", withDomain, {
  ...changing,
  says: "Takes a domain off a company: another may have it then, and everybody with an address there goes along.",
  run: (ctx, input) => Core.removeDomain(ctx, input),
});

mutation(
  "changeCompanyAttributes",
  (t) => ({
    companyId: companyId(t),
    values: t.field({ type: "JSON", required: true, description: "Values by key; null clears one, the others stay." }),
  }),
  {
    ...changing,
    says: "Sets values of your own fields on a company.",
    json: ["values"],
    run: (ctx, input) =>
      Core.changeAttributes(ctx, { ...input, values: input.values as Core.AttributesInput["values"] }),
  },
);
