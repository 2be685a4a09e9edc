import * as Core from "@switchboard/core/workspace";
import { builder } from "../builder.ts";
import { mutation } from "../mutation.ts";
import { AgentBy, IssuerFor } from "./configEnums.ts";
import { configuring } from "./workspaceParts.ts";

type AgentClaimShape = NonNullable<Core.Issuer["claims"]>;
type RequiredShape = NonNullable<Core.Issuer["require"]>[number];

const AgentClaim = builder.objectRef<AgentClaimShape>("AgentClaim").implement({
  description: "Which claim of a token names the agent.",
  fields: (t) => ({
    claim: t.string({ description: "The name of the claim, or the path to it.", resolve: ({ agent }) => agent.claim }),
    by: t.field({ type: AgentBy, description: "What it names them by.", resolve: ({ agent }) => agent.by }),
    trustEmail: t.exposeBoolean("trustEmail", {
      description: "Whether addresses are believed that the provider does not call verified.",
    }),
  }),
});

const RequiredClaim = builder.objectRef<RequiredShape>("RequiredClaim").implement({
  description: "A claim that tokens must have.",
  fields: (t) => ({
    claim: t.exposeString("claim", { description: "The name of the claim, or the path to it." }),
    value: t.exposeString("value", { description: "What it says, or has among others." }),
  }),
});

export const Issuer = builder.objectRef<Core.Issuer>("TrustedIssuer").implement({
  description: "An identity provider whose tokens are believed.",
  fields: (t) => ({
    issuer: t.expose("issuer", { type: "URL", description: "The `iss` of its tokens." }),
    audience: t.exposeString("audience", { description: "The `aud` they must name." }),
    jwksUrl: t.field({
      type: "URL",
      nullable: true,
      description: "Where its public keys are; null when they were given.",
      resolve: ({ jwksUrl, keys }) => (keys ? null : jwksUrl),
    }),
    keys: t.field({
      type: ["JSON"],
      description: "Its public keys, up to 10, when they were given.",
      resolve: ({ keys = [] }) => keys,
    }),
    for: t.expose("for", { type: IssuerFor, description: "Whom it speaks for." }),
    types: t.exposeStringList("types", { description: "The `typ` headers of its tokens, up to 5." }),
    untyped: t.exposeBoolean("untyped", { description: "Whether tokens without a `typ` are accepted as well." }),
    agentClaim: t.field({
      type: AgentClaim,
      nullable: true,
      description: "Which claim names the agent; `sub`, by our id, when null.",
      resolve: ({ claims }) => claims,
    }),
    require: t.field({
      type: [RequiredClaim],
      description: "Claims that its tokens must have, up to 10.",
      resolve: ({ require = [] }) => require,
    }),
  }),
});

const AgentClaimInput = builder.inputType("AgentClaimInput", {
  description: "Which claim of a token names the agent.",
  fields: (t) => ({
    claim: t.string({
      required: true,
      description: "Its name, or the path to it with dots: a claim that is called exactly so comes first.",
    }),
    by: t.field({ type: AgentBy, required: true, description: "What it names them by." }),
    trustEmail: t.boolean({
      description:
        "Believe addresses that come without `email_verified: true`. Only for a provider where nobody sets their own address: whoever can, signs in as anybody.",
    }),
  }),
});

const RequiredClaimInput = builder.inputType("RequiredClaimInput", {
  description: "A claim that tokens must have.",
  fields: (t) => ({
    claim: t.string({ required: true, description: "Its name, or the path to it with dots." }),
    value: t.string({ required: true, description: "What it says; of a list, one of what it has." }),
  }),
});

interface Given {
  readonly agentClaim?: { claim: string; by: Core.AgentBy; trustEmail?: boolean | undefined } | undefined;
}

/** Flat in the API, where a claim has one use; nested where it is kept, for more to come. */
function described<I extends Given>({ agentClaim, ...given }: I) {
  if (!agentClaim) return given;
  const { trustEmail, ...agent } = agentClaim;
  return { ...given, claims: { agent, ...(trustEmail === undefined ? {} : { trustEmail }) } };
}

mutation(
  "trustIssuer",
  (t) => ({
    issuer: t.field({ type: "URL", required: true, description: "The `iss` of its tokens, up to 500 characters." }),
    audience: t.string({ required: true, description: "The `aud` that its tokens for this desk name." }),
    jwksUrl: t.field({ type: "URL", description: "Where its public keys are, over https; or give `keys`." }),
    keys: t.field({
      type: ["JSON"],
      description: "Its public keys as JSON Web Keys, each with a `kid`, up to 10: RSA, EC (P-256, P-384) or Ed25519.",
    }),
    for: t.field({ type: IssuerFor, description: "Whom it speaks for; DECLARED when absent." }),
    types: t.stringList({ description: "The `typ` headers of its tokens, up to 5; `at+jwt` when absent." }),
    untyped: t.boolean({ description: "Accept tokens without a `typ` as well, as some providers send them." }),
    agentClaim: t.field({ type: AgentClaimInput, description: "For AGENTS: which claim names the agent." }),
    require: t.field({ type: [RequiredClaimInput], description: "Claims that its tokens must have, up to 10." }),
  }),
  {
    ...configuring,
    permission: "issuer:manage",
    says: "Believes the tokens of an identity provider from now on; one that is known is described anew, and whole. For agents and apps it takes all that an admin may.",
    json: ["keys"],
    run: (ctx, input) => Core.trustIssuer(ctx, described(input) as Core.TrustIssuerInput),
  },
);

mutation("distrustIssuer", (t) => ({ issuer: t.string({ required: true, description: "The `iss` of its tokens." }) }), {
  ...configuring,
  permission: "issuer:manage",
  says: "Believes an identity provider no more: whoever came with its tokens is out.",
  run: (ctx, input) => Core.distrustIssuer(ctx, input),
});
