import { createHash } from "node:crypto";
import { type Actor, canonical, isPermission, ROLES } from "@switchboard/core/kernel";
import {
  type GraphQLArgument,
  type GraphQLInputField,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { everyRow, useEngine } from "../../../core/test/support/desk.ts";
import { asker, type Furnished, furnish, readOnly } from "./desks.ts";
import { documentOf, OPERATIONS, type Operation, permissionOf, variablesFor } from "./operations.ts";
import { type Input, idFor, valueFor } from "./values.ts";

useEngine();

const ask = asker();
let own: Furnished;
let other: Furnished;
beforeAll(async () => {
  own = await furnish();
  other = await furnish("globex", { table: own.fixture.table });
});

type Path = readonly string[];

/** A place in the variables of an operation that takes an id, with what stands around it where that is optional. */
interface Place {
  readonly path: Path;
  readonly owner: string;
  readonly isList: boolean;
}

function* placesIn(
  fields: readonly (GraphQLArgument | GraphQLInputField)[],
  at: Path,
  owner: string,
): Generator<Place> {
  for (const one of fields) {
    const type = getNamedType(one.type);
    const path = [...at, one.name];
    const isList = isListType(getNullableType(one.type));
    if (type.name === "ID") yield { path, owner, isList };
    // A filter holds filters, all read by one piece of code: one level tells as much as ten.
    else if (isInputObjectType(type) && owner !== type.name) {
      yield* placesIn(Object.values(type.getFields()), isList ? [...path, "0"] : path, type.name);
    }
  }
}

const placesOf = ({ field, name, kind }: Operation): Place[] => [
  ...placesIn(field.args, [], kind === "mutation" ? "" : name),
];

const PLACES = OPERATIONS.filter(({ kind }) => kind !== "field").flatMap((operation) =>
  placesOf(operation).map((place) => [`${operation.name} ${place.path.join(".")}`, operation, place] as const),
);

/** The variables with another value at a place, and what an optional part around it needs. */
function withId(operation: Operation, { path, isList }: Place, id: string): Input {
  const variables = structuredClone(variablesFor(operation, own.given));
  let fields: readonly (GraphQLArgument | GraphQLInputField)[] = operation.field.args;
  let at: Input = variables;
  for (const name of path.slice(0, -1)) {
    const field = fields.find((one) => one.name === name);
    if (field) at[name] = partOf(field, at[name], operation.name);
    fields = field ? fieldsOf(field) : fields;
    at = at[name] as Input;
  }
  at[path.at(-1) ?? ""] = isList ? [id] : id;
  return variables;
}

const fieldsOf = ({ type }: GraphQLArgument | GraphQLInputField) => {
  const named = getNamedType(type);
  return isInputObjectType(named) ? Object.values(named.getFields()) : [];
};

/** What stands on the way: as it is, or made; of a oneOf input exactly one field is given, the one on the way. */
function partOf(field: GraphQLArgument | GraphQLInputField, there: unknown, owner: string): unknown {
  const named = getNamedType(field.type);
  const isOneOf = isInputObjectType(named) && named.isOneOf;
  if (isOneOf && isListType(getNullableType(field.type))) return [{}];
  return isOneOf ? {} : (there ?? valueFor(field, own.given, owner));
}

/** An id of the same sort that nobody ever made. */
const never = (id: string): string =>
  id.startsWith("sha256:") ? `sha256:${"0".repeat(64)}` : `${id.slice(0, 4)}${"0".repeat(25)}1`;

/** An admin, or the platform itself for what no admin does. */
function mightiest(operation: Operation): Actor {
  const permission = permissionOf(operation) ?? "";
  const { admin, system } = own.fixture;
  return isPermission(permission) && !ROLES.admin.has(permission) ? system.actor : admin.actor;
}

async function answered(operation: Operation, variables: Input, id: string, table = own.fixture.table) {
  const ctx = own.fixture.over(table).as(mightiest(operation));
  const { text, status } = await ask(ctx, documentOf(operation), variables);
  return `${status} ${text.replaceAll(id, "ID")}`;
}

/**
 * Where one's own id gets no other answer: nothing fits a filter, a file is in use, nobody follows yet, or it is kept
 * as it is, and nothing is looked up by it.
 */
const SAME =
  /attachmentIds$|^(?:exportTickets|exportWorkspaceLog|tickets|myWork|unassignedTickets|spamTickets|deletedTickets|createView|changeView|keys|unfollowTicket|configureRouting|planRouting|defineMacro|simulateRouting) /;

/** What lies in the table of the other workspace, as one hash: rows have no order, nor have their attributes. */
async function restOfTheWorld(): Promise<string> {
  const rows = (await everyRow()).map((row) => canonical(row)).filter((row) => row.includes("globex"));
  expect(rows.length).toBeGreaterThan(50);
  return createHash("sha256").update(rows.sort().join("\n")).digest("hex");
}

describe("an id of another workspace answers exactly like one that never existed", () => {
  test("and there are places to try it in", () => {
    expect(PLACES.length).toBeGreaterThan(100);
  });

  test.each(PLACES)("%s", async (what, operation, place) => {
    const name = place.path.at(-1) ?? "";
    const theirs = idFor(name, other.given, place.owner);
    const before = await restOfTheWorld();
    const foreign = await answered(operation, withId(operation, place, theirs), theirs);
    const unknown = never(theirs);
    const nobodys = await answered(operation, withId(operation, place, unknown), unknown);
    expect(foreign).toBe(nobodys);
    const ours = idFor(name, own.given, place.owner);
    const { table } = readOnly(own.fixture.table);
    if (!SAME.test(what))
      expect(foreign).not.toBe(await answered(operation, withId(operation, place, ours), ours, table));
    expect((await restOfTheWorld()) === before).toBe(true);
  });

  test("as do the nodes that are nothing else", async () => {
    const ids = [other.given.inboundId, other.given.viewId, other.given.companyId, other.given.noteId];
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }";
    const ctx = own.fixture.system;
    const a = await ask(ctx, query, { ids });
    const b = await ask(ctx, query, { ids: ids.map(never) });
    expect(a.text).toBe(b.text);
  });
});

test("no list of anybody has anything of another workspace", async () => {
  const theirs = new Set(Object.values(other.given).filter((value) => /^[a-z]{3}_[0-9a-z]{26}$/.test(String(value))));
  expect(theirs.size).toBeGreaterThan(10);
  for (const operation of OPERATIONS.filter(({ kind }) => kind === "query")) {
    const ctx = own.fixture.over(own.fixture.table).as(own.fixture.system.actor);
    const document = documentOf(operation).replaceAll("__typename", "__typename ... on Node { id }");
    const { text } = await ask(ctx, document, variablesFor(operation, own.given));
    expect(
      [...theirs].filter((id) => text.includes(String(id))),
      operation.name,
    ).toEqual([]);
  }
});
