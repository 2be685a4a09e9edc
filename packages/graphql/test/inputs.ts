import {
  type GraphQLField,
  type GraphQLInputType,
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
  keyId: "key",
};
const SCALARS: Readonly<Record<string, unknown>> = {
  String: "image/png",
  Int: 1,
  EmailAddress: "a@b.example",
  URL: "https://id.example",
  DateTime: "2026-11-03T00:00:00Z",
};

/** Strings that must be more than some text. */
const NAMED: Readonly<Record<string, unknown>> = { key: "k", teams: "k" };

const first = <T>(of: readonly T[]): T => of[0] as T;

/** Something well-formed for each required field of an input. */
export const inputFor = (field: Field): Readonly<Record<string, unknown>> => objectFor(field.args[0]?.type);

function objectFor(input: GraphQLInputType | undefined): Readonly<Record<string, unknown>> {
  const type = getNamedType(input);
  if (!isInputObjectType(type)) return {};
  // Of a oneOf input exactly one field is given, and none is required.
  const fields = Object.values(type.getFields());
  const required = type.isOneOf ? [first(fields)] : fields.filter((one) => isNonNullType(one.type));
  return Object.fromEntries(
    required.map((one) => {
      const named = getNamedType(one.type);
      const prefix = IDS[one.name];
      const value = isInputObjectType(named)
        ? objectFor(named)
        : isEnumType(named)
          ? named.getValues()[0]?.name
          : (NAMED[one.name] ?? SCALARS[named.name] ?? `${prefix}_${"0".repeat(26)}`);
      return [one.name, String(one.type).startsWith("[") ? [value] : value];
    }),
  );
}
