import * as z from "zod";
import { email, emailKey, isMasked, text } from "../kernel/index.ts";
import { FieldKey } from "../workspace/index.ts";

export const IDENTITY_KINDS = ["EMAIL", "PHONE", "EXTERNAL", "SOCIAL"] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** By what somebody is known: each belongs to one customer of the workspace. */
export const Identity = z.object({
  kind: z.enum(IDENTITY_KINDS),
  value: z.string(),
  /** For SOCIAL: which network the handle is of. */
  network: z.string().optional(),
});
export type Identity = z.infer<typeof Identity>;

/** E.164, without anything that people put between the digits. */
const Phone = z
  .string()
  .transform((value) => value.replace(/[\s.()[\]\u2010-\u2015-]/g, ""))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, "Give the number with + and the country code, for example +4930901820."));

const External = z
  .string()
  .transform((value) => value.trim())
  .pipe(text(200, 1));

const Handle = z
  .string()
  .transform((value) => value.trim().replace(/^@/, ""))
  .pipe(text(100, 1));

const Network = z
  .string()
  .transform((value) => value.trim().toLowerCase())
  .pipe(FieldKey);

/** An address as somebody gives it. */
export const GivenEmail = email.refine((value) => !isMasked(value), "This was shown masked: give the address itself.");

const VALUES: Readonly<Record<IdentityKind, z.ZodType<string, string>>> = {
  EMAIL: GivenEmail,
  PHONE: Phone,
  EXTERNAL: External,
  SOCIAL: Handle,
};

/** An identity as somebody gives it; what it comes to is in the form we send to. */
export const GivenIdentity = Identity.transform(({ kind, value, network }, { issues }): Identity => {
  const parts = {
    value: VALUES[kind].safeParse(value),
    ...(kind === "SOCIAL" ? { network: Network.safeParse(network ?? "") } : {}),
  };
  for (const [name, { error }] of Object.entries(parts)) {
    for (const { message } of error?.issues ?? []) issues.push({ code: "custom", message, path: [name], input: value });
  }
  return { kind, ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.data])) } as Identity;
});

/** The words in which two identities are the same to us: case counts in none but external ids. */
export function identityKey({ kind, value, network }: Identity): readonly string[] {
  switch (kind) {
    case "EMAIL":
      return ["email", emailKey(value)];
    case "PHONE":
      return ["phone", value];
    case "EXTERNAL":
      return ["external", value];
    case "SOCIAL":
      return ["social", network ?? "", value.toLowerCase()];
  }
}

export const isSame = (a: Identity, b: Identity): boolean => identityKey(a).join("\n") === identityKey(b).join("\n");

/** Each once, the first of those that are the same. */
export const distinct = (identities: readonly Identity[]): readonly Identity[] =>
  identities.filter((one, i) => identities.findIndex((other) => isSame(one, other)) === i);

/** What a customer is known by, as the state holds it. */
export interface Known {
  /** Where answers go; the first e-mail address unless another was chosen. */
  readonly email?: string;
  /** The others; absent when there are none. */
  readonly identities?: readonly Identity[];
}

export const identitiesOf = ({ email: address, identities = [] }: Known): readonly Identity[] =>
  address === undefined ? identities : [{ kind: "EMAIL", value: address }, ...identities];

/** The same as a state holds it: the first e-mail address is where answers go. */
export function arranged(all: readonly Identity[]): Known {
  const primary = all.find(({ kind }) => kind === "EMAIL");
  const others = all.filter((one) => one !== primary);
  return {
    ...(primary ? { email: primary.value } : {}),
    ...(others.length > 0 ? { identities: others } : {}),
  };
}
