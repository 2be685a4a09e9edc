import * as z from "zod";
import { email, id } from "../../kernel/index.ts";
import { GivenIdentity } from "../identity.ts";
import { Profile } from "./profile.ts";

/** Made up by the company's page: long enough that nobody guesses another's. */
export const VisitorId = z
  .string()
  .min(16)
  .max(200)
  .refine((value) => value.isWellFormed());

/** What one of the company's own systems vouches for. */
export const SignInInput = z
  .object({
    customerId: id("cus").optional(),
    /** Their id in the company's system. */
    externalId: z.string().optional(),
    /** An address that was verified. */
    email: email.optional(),
    name: Profile.shape.name,
    locale: Profile.shape.locale,
    /** Who they were until they signed in. */
    visitorId: VisitorId.optional(),
  })
  .transform(({ externalId, ...input }, { issues }) => {
    if (externalId === undefined) return { ...input, external: undefined };
    const external = GivenIdentity.safeParse({ kind: "EXTERNAL", value: externalId });
    for (const { message } of external.error?.issues ?? [])
      issues.push({ code: "custom", message, path: ["externalId"], input: externalId });
    return { ...input, external: external.data };
  })
  .refine((input) => input.customerId ?? input.external ?? input.email, "Say who it is.");
export const VisitInput = z.object({ visitorId: VisitorId });

export type SignInInput = z.input<typeof SignInInput>;
export type VisitInput = z.input<typeof VisitInput>;
