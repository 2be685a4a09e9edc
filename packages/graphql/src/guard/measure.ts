import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { Rule } from "../rule.ts";
import { atMost, INTROSPECTION_COST, LIMITS, refuse } from "./limits.ts";
import { idCountOf, inputCountOf, pageSizeOf, type Reader, valueReader } from "./pageSize.ts";

/** What a selection asks for, fragments counted wherever they are spread. */
export interface Measure {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly introspectionFields: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly cost: number;
}

const NOTHING: Measure = {
  depth: 0,
  introspectionDepth: 0,
  introspectionFields: 0,
  fields: 0,
  aliases: 0,
  directives: 0,
  cost: 0,
};

/** What a walk looked at, counted as it goes: what a refusal cost. */
export interface Work {
  nodes: number;
}

interface Walk {
  readonly work: Work;
  readonly schema: GraphQLSchema;
  readonly read: Reader;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Each fragment is measured once; `null` while it is, which is how a cycle shows. */
  readonly known: Map<string, Measure | null>;
}

type Parent = GraphQLNamedType | undefined;

/**
 * Measures the one operation of a document in one pass: work is proportional to the document, however its
 * fragments nest, and it ends at the first limit that is passed.
 *
 * @throws COST_LIMIT or BAD_USER_INPUT, naming the limit
 */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  work: Work = { nodes: 0 },
): Measure | null {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (operations.length > LIMITS.operations)
    throw refuse("BAD_USER_INPUT", "Send one operation in a document: the limit is 1.");
  const [operation] = operations;
  if (!operation) return null;
  work.nodes += document.definitions.length;
  const walk = { ...walkOf(document, operation, variables), schema, work };
  const root = schema.getRootType(operation.operation) ?? undefined;
  const own = { ...NOTHING, directives: directivesOf(operation) };
  const measured = add(own, selectionSet(walk, operation.selectionSet, root));
  atMost(LIMITS.rootFields, measured.fields, "fields at the root");
  return measured;
}

function walkOf(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Omit<Walk, "schema" | "work"> {
  atMost(LIMITS.variables, Math.max(variableDefinitions.length, Object.keys(variables).length), "variables");
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, defaultValue] as const] : [],
  );
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  return {
    read: valueReader(variables, new Map(defaults)),
    fragments: new Map(fragments.map((one) => [one.name.value, one])),
    known: new Map(),
  };
}

function selectionSet(walk: Walk, { selections }: SelectionSetNode, parent: Parent): Measure {
  return selections.reduce((sum, one) => add(sum, selection(walk, one, parent)), NOTHING);
}

function selection(walk: Walk, node: SelectionNode, parent: Parent): Measure {
  walk.work.nodes += 1 + directivesOf(node);
  const own = { ...NOTHING, directives: directivesOf(node) };
  if (node.kind === Kind.FIELD) return add(own, field(walk, node, parent));
  if (node.kind === Kind.FRAGMENT_SPREAD) return add(own, fragment(walk, node.name.value));
  const on = node.typeCondition ? walk.schema.getType(node.typeCondition.name.value) : parent;
  return add(own, selectionSet(walk, node.selectionSet, on));
}

function fragment(walk: Walk, name: string): Measure {
  const known = walk.known.get(name);
  if (known) return known;
  if (known === null) throw refuse("BAD_USER_INPUT", `The fragment ${name} spreads itself.`);
  const definition = walk.fragments.get(name);
  if (!definition) return NOTHING;
  walk.known.set(name, null);
  const own = { ...NOTHING, directives: directivesOf(definition) };
  const on = walk.schema.getType(definition.typeCondition.name.value);
  const measured = add(own, selectionSet(walk, definition.selectionSet, on));
  walk.known.set(name, measured);
  return measured;
}

function field(walk: Walk, node: FieldNode, parent: Parent): Measure {
  const name = node.name.value;
  const definition = fieldOf(parent, name);
  const type = definition && getNamedType(definition.type);
  const inner = node.selectionSet ? selectionSet(walk, node.selectionSet, metaType(walk, name) ?? type) : NOTHING;
  const own = { ...NOTHING, fields: 1, aliases: inner.aliases + (node.alias ? 1 : 0), directives: inner.directives };
  if (name === "__schema" || name === "__type") {
    return check({ ...own, introspectionDepth: inner.depth + 1, introspectionFields: 1, cost: INTROSPECTION_COST });
  }
  const inIntrospection = parent?.name.startsWith("__") ?? false;
  const depth = inner.depth + 1;
  if (!inIntrospection) atMost(LIMITS.depth, depth, "levels of fields");
  const cost = inIntrospection ? 0 : costOf(walk, node, definition, inner.cost);
  return check({ ...own, depth, introspectionDepth: 0, introspectionFields: inner.introspectionFields, cost });
}

const metaType = (walk: Walk, name: string): Parent =>
  name === "__schema" || name === "__type"
    ? walk.schema.getType(name === "__schema" ? "__Schema" : "__Type")
    : undefined;

const fieldOf = (parent: Parent, name: string): GraphQLField<unknown, unknown> | undefined =>
  parent && (isObjectType(parent) || isInterfaceType(parent)) ? parent.getFields()[name] : undefined;

/** The field's own points and, as often as it has items, those of what is selected of them. */
function costOf(
  walk: Walk,
  node: FieldNode,
  definition: GraphQLField<unknown, unknown> | undefined,
  inner: number,
): number {
  const { cost, size } = (definition?.extensions ?? {}) as Rule;
  const composite = definition ? isCompositeType(getNamedType(definition.type)) : node.selectionSet !== undefined;
  const own = cost ?? (composite ? 1 : 0);
  // An item is read whatever is selected of it, were it its cursor alone.
  const each = Math.max(inner, 1);
  if (size === "page") return own + pageSizeOf(node, walk.read) * each;
  if (size === "ticketIds") return inputCountOf(node, size, walk.read) * (own + inner);
  if (size === "ids") return own + idCountOf(node, walk.read) * each;
  return own + (size ?? 1) * inner;
}

function add(a: Measure, b: Measure): Measure {
  return check({
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    introspectionFields: a.introspectionFields + b.introspectionFields,
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    cost: a.cost + b.cost,
  });
}

/** Everything only grows on the way up, so the first one too many ends the walk. */
function check(measured: Measure): Measure {
  atMost(LIMITS.introspectionDepth, Math.max(measured.depth, measured.introspectionDepth), "levels of fields");
  atMost(LIMITS.introspectionFields, measured.introspectionFields, "fields that read the schema");
  atMost(LIMITS.aliases, measured.aliases, "aliases");
  atMost(LIMITS.directives, measured.directives, "directives");
  atMost(LIMITS.cost, measured.cost, "points of cost");
  return measured;
}

const directivesOf = (node: { readonly directives?: readonly unknown[] | undefined }): number =>
  node.directives?.length ?? 0;
