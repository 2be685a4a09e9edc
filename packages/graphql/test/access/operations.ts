import { WORKSPACE_ID } from "@switchboard/core/workspace";
import {
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { Given } from "../../../core/test/support/given.ts";
import { schema } from "../../src/index.ts";
import { type Input, inputOf, SPECIAL, valueFor } from "./values.ts";

type Field = GraphQLField<unknown, unknown>;

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
  App: ({ appId }) => appId,
  Entry: ({ entryId }) => entryId,
  InboundMail: ({ inboundId }) => inboundId,
  View: ({ viewId }) => viewId,
  Escalation: ({ escalationId }) => escalationId,
  MajorIncident: ({ majorId }) => majorId,
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
