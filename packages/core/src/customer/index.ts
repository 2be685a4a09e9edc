/**
 * The people who ask: found by whatever they are known by, merged when they turn out to be one, with what they
 * agreed to, what is written about them, and the company they belong to.
 *
 * @module
 */
export { attributes, changeAttributes, liftSuppression, setConsent, suppress, update } from "./care.ts";
export { companiesOf, companyOf, effectiveTier, effectiveTiers, listOfCompany, setCompany, tierOf } from "./company.ts";
export { addIdentity, removeIdentity, setPrimaryEmail } from "./identities.ts";
export { IDENTITY_KINDS, type Identity, type IdentityKind, identitiesOf } from "./identity.ts";
export { merge, unmerge } from "./merge.ts";
export { type CustomerNote, note, notes, redactNote } from "./notes.ts";
export { isPersonalShown } from "./personal.ts";
export { get, getByEmail, getByIdentity, getMany, list, mergedCustomers } from "./read.ts";
export {
  emailsOf,
  idsUnder,
  mainEmailOf,
  type Person,
  personOf,
  selfOf,
  standsFor,
  suppressedFor,
} from "./root.ts";
export {
  type AttributesInput,
  type CompanyInput,
  type Consent,
  type ConsentInput,
  type Customer,
  type CustomerInput,
  type IdentityInput,
  type LiftInput,
  MAX_IDENTITIES,
  type MergeInput,
  type NoteInput,
  type PrimaryEmailInput,
  type RedactNoteInput,
  type SignInInput,
  SUPPRESSION_REASONS,
  type SuppressInput,
  type Suppression,
  type SuppressionReason,
  type UpdateInput,
  type UpsertInput,
  type UpsertOutcome,
  type VisitInput,
} from "./schema/index.ts";
export { signIn, visit } from "./signIn.ts";
export { type CustomerSummary, customer } from "./store.ts";
export { upsert } from "./upsert.ts";
