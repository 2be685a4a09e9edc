import { WORKSPACE_ID } from "@switchboard/core/workspace";
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { Given } from "../../../core/test/support/given.ts";
import { schema } from "../../src/index.ts";

type Field = GraphQLField<unknown, unknown>;
type Input = Record<string, unknown>;

/** One operation of the schema: a field of a root, or one of a node that takes a permission of its own. */
export interface Operation {
  readonly name: string;
  readonly kind: "query" | "mutation" | "field";
  readonly field: Field;
  /** The node it is a field of. */
  readonly on?: string;
}

const rootsOf = (kind: Operation["kind"], fields: Readonly<Record<string, Field>> = {}): Operation[] =>
  Object.values(fields).map((field) => ({ name: field.name, kind, field }));

/** Fields of things with an id: each is read through `node`. */
const NODES: Readonly<Record<string, (given: Given) => string>> = {
  Ticket: ({ ticketId }) => ticketId,
  Customer: ({ customerId }) => customerId,
  Company: ({ companyId }) => companyId,
  Agent: ({ agentId }) => agentId,
  Entry: ({ entryId }) => entryId,
  InboundMail: ({ inboundId }) => inboundId,
  View: ({ viewId }) => viewId,
  Workspace: () => WORKSPACE_ID,
};

const fieldsOfNodes = (): Operation[] =>
  Object.keys(NODES).flatMap((on) => {
    const type = schema.getType(on);
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    return fields
      .map((field): Operation => ({ name: `${on}.${field.name}`, kind: "field", field, on }))
      .filter((one) => permissionOf(one) !== undefined);
  });

/** Types that have an id of their own: every one of them is among those above. */
export const NODE_TYPES = Object.keys(NODES).sort();

export const permissionOf = ({ field }: Pick<Operation, "field">): string | undefined =>
  /Requires `([a-z_:]+)`/.exec(field.description ?? "")?.[1];

export const OPERATIONS: readonly Operation[] = [
  ...rootsOf("query", schema.getQueryType()?.getFields()),
  ...rootsOf("mutation", schema.getMutationType()?.getFields()),
  ...fieldsOfNodes(),
];

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
    incidentIds: given.incidentId,
    customerId: given.customerId,
    agentId: given.agentId,
    assigneeId: given.agentId,
    assign: given.agentId,
    mentions: given.agentId,
    agentIds: given.agentId,
    assigneeIds: given.agentId,
    companyId: given.companyId,
    entryId: given.entryId,
    entryIds: given.entryId,
    noteId: given.noteId,
    attachmentId: given.attachmentId,
    attachmentIds: given.attachmentId,
    keyId: given.keyId,
    viewId: given.viewId,
    operationId: given.operationId,
    subjectId: given.ticketId,
    objectId: given.ticketId,
  };
  const byOwner: Readonly<Record<string, string | undefined>> = {
    agent: given.agentId,
    customer: given.customerId,
    company: given.companyId,
    ticket: given.ticketId,
    view: given.viewId,
    inboundMail: given.inboundId,
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
  document: "{ workspace { name } }",
  kinds: "QUESTION",
  contentType: "image/png",
  minutes: 5,
  text: "Chain slips",
  subject: "Chain slips",
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
const SPECIAL: Readonly<Record<string, (given: Given) => Input>> = {
  upsertCustomer: () => ({ email: "new@example.com" }),
  mergeCustomers: ({ customerId, otherCustomerId }) => ({ targetId: customerId, sourceIds: [otherCustomerId] }),
  customerByEmail: () => ({ email: "eve@example.com" }),
  customerByIdentity: () => ({ identity: { kind: "EMAIL", value: "eve@example.com" } }),
  changeTicketStatus: () => ({ status: "OPEN" }),
  changeTicketCategory: () => ({ category: "seeded" }),
  snoozeTicket: () => ({ until: "2026-11-30T00:00:00Z" }),
  defineRole: () => ({ key: "made", grants: [{ permission: "ticket:read", scope: "OWN" }] }),
  changeTicketPriority: () => ({ priority: "URGENT" }),
  changeTicketImpact: ({ incidentId }) => ({ ticketId: incidentId }),
  removeTicketTime: ({ loggedId }) => ({ entryId: loggedId }),
  simulateRole: ({ agentId }) => ({ assign: { agentId, roles: ["TRAINER"], customRoles: [] } }),
  linkTickets: () => ({ kind: "PARENT" }),
  resolveProblem: () => ({ text: "It works again." }),
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

function inputOf(type: GraphQLInputType, given: Given): Input {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return {};
  const fields = Object.values(named.getFields());
  const wanted = named.isOneOf ? fields.slice(0, 1) : fields.filter(({ type: of }) => isNonNullType(of));
  return Object.fromEntries(wanted.map((one) => [one.name, valueFor(one, given, named.name)]));
}

/** Variables that work for whoever may. */
export function variablesFor({ field, kind, name, on }: Operation, given: Given): Input {
  const special = SPECIAL[name]?.(given) ?? {};
  if (kind === "mutation") {
    const [input] = field.args;
    return input ? { input: { ...inputOf(input.type, given), ...special } } : {};
  }
  const required = field.args.filter(({ type }) => isNonNullType(type));
  const values = Object.fromEntries(required.map((one) => [one.name, valueFor(one, given, name)]));
  return { ...values, ...special, ...(on ? { nodeId: NODES[on]?.(given) } : {}) };
}

/** The document, with a variable for each argument. */
export function documentOf({ field, kind, on }: Operation): string {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`);
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(", ");
  const asked = `${field.name}${passed === "" ? "" : `(${passed})`} ${selectionOf(field.type, kind)}`;
  const variables = on ? ["$nodeId: ID!", ...declared] : declared;
  const head = `${kind === "mutation" ? kind : "query"} ${variables.length === 0 ? "" : `(${variables.join(", ")})`}`;
  return on ? `${head} { node(id: $nodeId) { ... on ${on} { ${asked} } } }` : `${head} { ${asked} }`;
}

function selectionOf(type: GraphQLOutputType, kind: Operation["kind"]): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return "";
  if (kind === "mutation") return "{ __typename errors { code message path } }";
  if (named.name.endsWith("Connection")) return "{ edges { node { __typename } } }";
  return "{ __typename }";
}
