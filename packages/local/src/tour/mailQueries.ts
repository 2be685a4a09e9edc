/** What the chapter on mail asks. */
export const ADDRESS = `mutation($input: ChangeSupportAddressInput!) { changeSupportAddress(input: $input) { errors { code message } } }`;
export const TEMPLATE = `mutation($input: DefineTemplateInput!) { defineTemplate(input: $input) { errors { code message } } }`;
export const MACRO = `mutation($input: DefineMacroInput!) { defineMacro(input: $input) { errors { code message } } }`;
export const PREVIEW = `query($ticketId: ID!) { previewTemplate(source: { text: "Hi {{ customer.frstName }}" }, ticketId: $ticketId) {
  rendered { unknown { path line } } } }`;
export const APPLY = `mutation($input: ApplyMacroInput!) { applyMacro(input: $input) { ticket { status tags } errors { code message } } }`;
export const ANSWERS = `query($id: ID!) { ticket(id: $id) { automaticAnswers { answered reason says } entries(first: 1) { edges { node { id } } } } }`;
export const DIAGNOSIS = `query($id: ID!) { mailDiagnosis(entryId: $id) { matchedBy says steps { rule found says } } }`;
export const QUARANTINE = `{ inboundMails(outcome: QUARANTINED) { edges { node { id reason } } } }`;
export const RELEASE = `mutation($input: ReleaseMailInput!) { releaseMail(input: $input) { inboundMail { outcome } errors { code message } } }`;
export const SUPPRESSED = `{ suppressedAddresses { edges { node { id address reason } } } }`;
export const LIFT = `mutation($input: LiftAddressSuppressionInput!) { liftAddressSuppression(input: $input) { errors { code message } } }`;
export const DELIVERIES = `query($id: ID!) { ticket(id: $id) { deliveries(first: 1) { edges { node { status recipients { address status } } } } } }`;
