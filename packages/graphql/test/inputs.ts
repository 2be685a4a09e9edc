import { type GraphQLField, getNamedType, isEnumType, isInputObjectType, isNonNullType } from "graphql";

type Field = GraphQLField<unknown, unknown>;

const IDS: Readonly<Record<string, string>> = {
  ticketId: "tkt",
  customerId: "cus",
  agentId: "agt",
  assigneeId: "agt",
  otherId: "tkt",
  targetId: "tkt",
  sourceIds: "tkt",
  entryIds: "evt",
  entryId: "evt",
  attachmentId: "att",
  keyId: "key",
};
const SCALARS: Readonly<Record<string, unknown>> = {
  String: "image/png",
  Int: 1,
  EmailAddress: "a@b.example",
  URL: "https://id.example",
  DateTime: "2026-11-03T00:00:00Z",
};

/** Something well-formed for each required field of an input. */
export function inputFor(field: Field): Readonly<Record<string, unknown>> {
  const type = getNamedType(field.args[0]?.type);
  if (!isInputObjectType(type)) return {};
  const required = Object.values(type.getFields()).filter((one) => isNonNullType(one.type));
  return Object.fromEntries(
    required.map((one) => {
      const named = getNamedType(one.type);
      const prefix = IDS[one.name];
      const value = isEnumType(named)
        ? named.getValues()[0]?.name
        : (SCALARS[named.name] ?? `${prefix}_${"0".repeat(26)}`);
      return [one.name, String(one.type).startsWith("[") ? [value] : value];
    }),
  );
}
