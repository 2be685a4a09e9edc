import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import type { Given } from "../../../core/test/support/given.ts";

export type Input = Record<string, unknown>;

/** Something there is for each argument or input field that takes an id, by its name. */
export function idFor(name: string, given: Given, owner = ""): string {
  const byName: Readonly<Record<string, string | undefined>> = {
    ticketId: given.ticketId,
    ticketIds: given.ticketId,
    targetId: given.resolvedId,
    sourceIds: given.ticketId,
    otherId: given.resolvedId,
    untilResolved: given.resolvedId,
    problemId: given.problemId,
    incidentId: given.majorId,
    escalationId: given.escalationId,
    suppressionId: given.suppressionId,
    ownerId: given.agentId,
    incidentIds: given.incidentId,
    customerId: given.customerId,
    agentId: given.agentId,
    assigneeId: given.agentId,
    assign: given.agentId,
    mentions: given.agentId,
    agentIds: given.agentId,
    assigneeIds: given.agentId,
    companyId: given.companyId,
    companyIds: given.companyId,
    entryId: given.entryId,
    entryIds: given.entryId,
    noteId: given.noteId,
    attachmentId: given.attachmentId,
    attachmentIds: given.attachmentId,
    keyId: given.keyId,
    appId: given.appId,
    viewId: given.viewId,
    operationId: given.operationId,
    subjectId: given.ticketId,
    objectId: given.ticketId,
  };
  const byOwner: Readonly<Record<string, string | undefined>> = {
    agent: given.agentId,
    app: given.appId,
    customer: given.customerId,
    company: given.companyId,
    ticket: given.ticketId,
    view: given.viewId,
    majorIncident: given.majorId,
    escalation: given.escalationId,
    inboundMail: given.inboundId,
    delivery: given.deliveryId,
    mailDiagnosis: given.mailEntryId,
    ReleaseMailInput: given.quarantinedId,
    RequestMailSourceInput: given.inboundId,
    node: given.ticketId,
    nodes: given.ticketId,
    AccessSubjectInput: given.agentId,
    ActorRefInput: given.agentId,
    MergeCustomersInput: given.customerId,
  };
  const found = byOwner[owner] ?? byName[name];
  if (found === undefined) throw new Error(`say in idFor which thing ${owner}.${name} names`);
  return found;
}

/** Values that have to look like something, by name of the field. */
const WORDS: Readonly<Record<string, unknown>> = {
  key: "seeded",
  keys: "seeded",
  permission: "ticket:read",
  domain: "acme.example",
  value: "new@example.com",
  email: "new@example.com",
  address: "new@example.com",
  category: "news",
  type: "TEXT",
  jwksUrl: "https://id.example/jwks",
  issuer: "https://id.example",
  teams: "seeded",
  teamId: "seeded",
  team: "seeded",
  size: 3,
  kinds: "QUESTION",
  contentType: "image/png",
  document: "{ workspace { name } }",
  minutes: 5,
  text: "Chain slips",
  subject: "Chain slips",
  locale: "en",
  macro: "seeded",
  until: "2026-11-30T00:00:00Z",
  from: "2026-11-02T08:00:00Z",
  to: "2026-11-02T10:00:00Z",
};

const SCALARS: Readonly<Record<string, unknown>> = {
  String: "words",
  Int: 1,
  Float: 1,
  Boolean: true,
  EmailAddress: "new@example.com",
  URL: "https://id.example",
  DateTime: "2026-11-30T00:00:00Z",
  JSON: {},
};

/** What a schema cannot say: of several optional fields one is needed, or one value excludes another. */
export const SPECIAL: Readonly<Record<string, (given: Given) => Input>> = {
  defineMacro: ({ agentId }) => ({ template: "seeded", actions: [{ assign: agentId }] }),
  removeTemplate: () => ({ key: "spare" }),
  previewTemplate: ({ ticketId }) => ({ template: "seeded", ticketId }),
  openTicket: ({ customerId }) => ({ customerId }),
  upsertCustomer: () => ({ email: "new@example.com" }),
  mergeCustomers: ({ customerId, otherCustomerId }) => ({ targetId: customerId, sourceIds: [otherCustomerId] }),
  customerByEmail: () => ({ email: "eve@example.com" }),
  customerByIdentity: () => ({ identity: { kind: "EMAIL", value: "eve@example.com" } }),
  changeTicketStatus: () => ({ status: "OPEN" }),
  changeTicketCategory: () => ({ category: "seeded" }),
  snoozeTicket: () => ({ until: "2026-11-30T00:00:00Z" }),
  trustIssuer: () => ({ jwksUrl: "https://id.example/jwks" }),
  distrustIssuer: () => ({ issuer: "https://seeded.main.example" }),
  defineRole: () => ({ key: "made", grants: [{ permission: "ticket:read", scope: "OWN" }] }),
  changeTicketPriority: () => ({ priority: "URGENT" }),
  changeTicketImpact: ({ incidentId }) => ({ ticketId: incidentId }),
  removeTicketTime: ({ loggedId }) => ({ entryId: loggedId }),
  simulateRole: ({ agentId }) => ({ assign: { agentId, roles: ["TRAINER"], customRoles: [] } }),
  linkTickets: () => ({ kind: "PARENT" }),
  resolveProblem: () => ({ text: "It works again." }),
  acceptOffer: ({ queuedId }) => ({ ticketId: queuedId }),
  declineOffer: ({ queuedId }) => ({ ticketId: queuedId }),
  queuedTickets: () => ({ queue: "seeded" }),
  changeAgentSkills: () => ({ skills: [{ skill: "seeded", level: 2 }] }),
  escalateTicket: () => ({ path: "seeded" }),
  reopenTicket: ({ resolvedId }) => ({ ticketId: resolvedId }),
  unassignTicket: ({ resolvedId }) => ({ ticketId: resolvedId }),
  closeTicket: ({ resolvedId }) => ({ ticketId: resolvedId }),
  changeTicketFields: () => ({ values: [{ key: "seeded", value: "NB-1" }] }),
};

const isId = (type: GraphQLInputType): boolean => getNamedType(type).name === "ID";

/** A value that works for an argument or input field. */
export function valueFor(one: GraphQLArgument | GraphQLInputField, given: Given, owner: string): unknown {
  const type = getNullableType(one.type);
  const named = getNamedType(one.type);
  const value = () => {
    if (isId(one.type)) return idFor(one.name, given, owner);
    if (isEnumType(named))
      return WORDS[one.name] !== undefined && named.getValue(String(WORDS[one.name]))
        ? WORDS[one.name]
        : named.getValues()[0]?.name;
    if (isInputObjectType(named)) return inputOf(named, given);
    return WORDS[one.name] ?? SCALARS[named.name];
  };
  return isListType(type) ? [value()] : value();
}

export function inputOf(type: GraphQLInputType, given: Given): Input {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return {};
  const fields = Object.values(named.getFields());
  const wanted = named.isOneOf ? fields.slice(0, 1) : fields.filter(({ type: of }) => isNonNullType(of));
  return Object.fromEntries(wanted.map((one) => [one.name, valueFor(one, given, named.name)]));
}
