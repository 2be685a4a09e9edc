import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
} from "graphql";

type Field = GraphQLField<unknown, unknown>;

const IDS: Readonly<Record<string, string>> = {
  ticketId: "tkt",
  customerId: "cus",
  agentId: "agt",
  assigneeId: "agt",
  assign: "agt",
  otherId: "tkt",
  targetId: "tkt",
  problemId: "tkt",
  ticketIds: "tkt",
  sourceIds: "tkt",
  entryIds: "evt",
  entryId: "evt",
  attachmentId: "att",
  keyId: "key",
  appId: "app",
  viewId: "viw",
  companyId: "cmp",
  noteId: "evt",
  incidentId: "inc",
  escalationId: "esc",
  suppressionId: "sup",
  ownerId: "agt",
  inboundMailId: "inm",
};
const SCALARS: Readonly<Record<string, unknown>> = {
  String: "image/png",
  Int: 1,
  EmailAddress: "a@b.example",
  URL: "https://id.example",
  DateTime: "2026-11-03T00:00:00Z",
  Boolean: true,
  JSON: {},
};
/** Text that has to look like something. */
const WORDS: Readonly<Record<string, string>> = {
  locale: "en",
  category: "news",
  domain: "acme.example",
  value: "a@b.example",
  key: "k",
  teams: "k",
  team: "k",
  path: "k",
  skill: "k",
};
const SOMEBODY = `cus_${"0".repeat(26)}`;
/** What is named as elsewhere but is something else, or is one of several of which none is required. */
const SPECIAL: Readonly<Record<string, object>> = {
  defineMacro: { template: "k" },
  upsertCustomer: { email: "a@b.example" },
  removeOperation: { operationId: `sha256:${"0".repeat(64)}` },
  mergeCustomers: { targetId: SOMEBODY, sourceIds: [SOMEBODY] },
};

const first = <T>(of: readonly T[]): T => of[0] as T;

/** Something well-formed for each required field of an input. */
export function inputFor(field: Field): Readonly<Record<string, unknown>> {
  const type = getNamedType(field.args[0]?.type);
  return { ...filled(type), ...SPECIAL[field.name] };
}

function filled(type: GraphQLNamedType | undefined): Readonly<Record<string, unknown>> {
  if (!isInputObjectType(type)) return {};
  // Of a oneOf input exactly one field is given, and none is required.
  const fields = Object.values(type.getFields());
  const required = type.isOneOf ? [first(fields)] : fields.filter((one) => isNonNullType(one.type));
  return Object.fromEntries(
    required.map((one) => {
      const value = valueFor(one.name, getNamedType(one.type));
      return [one.name, String(one.type).startsWith("[") ? [value] : value];
    }),
  );
}

function valueFor(name: string, type: GraphQLNamedType): unknown {
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return filled(type);
  if (type.name === "String") return WORDS[name] ?? SCALARS["String"];
  if (name === "operationId") return `sha256:${"0".repeat(64)}`;
  return SCALARS[type.name] ?? `${IDS[name]}_${"0".repeat(26)}`;
}
