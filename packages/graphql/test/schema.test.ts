import { readFileSync } from "node:fs";
import { PERMISSIONS } from "@switchboard/core/kernel";
import {
  buildSchema,
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { describe, expect, test } from "vitest";
import { schema } from "../src/index.ts";
import { BOUNDED } from "./bounded.ts";

const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith("__"));
const fieldsOf = (type: GraphQLNamedType): GraphQLField<unknown, unknown>[] =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
const typeOf = (owner: string, name: string) =>
  String(fieldsOf(schema.getType(owner) as GraphQLNamedType).find((f) => f.name === name)?.type);

test("schema.graphql is what the code says; print it anew with scripts/print.ts", () => {
  const printed = readFileSync(new URL("../schema.graphql", import.meta.url), "utf8");
  expect(printed).toBe(`${printSchema(lexicographicSortSchema(schema))}\n`);
});

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** Everything in a type that a reader meets, each with its full name. */
function* within(type: GraphQLNamedType): Generator<Described> {
  yield type;
  const inner: readonly Described[] = isEnumType(type)
    ? type.getValues()
    : isInputObjectType(type)
      ? Object.values(type.getFields())
      : fieldsOf(type);
  for (const one of inner) yield { name: `${type.name}.${one.name}`, description: one.description };
  for (const field of fieldsOf(type)) yield* argumentsOf(`${type.name}.${field.name}`, field.args);
}

function* argumentsOf(owner: string, args: readonly Described[]): Generator<Described> {
  for (const argument of args) yield { name: `${owner}(${argument.name})`, description: argument.description };
}

test("every type, field, argument, input field, enum value and directive is described", () => {
  const directives = schema.getDirectives().flatMap((one) => [one, ...argumentsOf(`@${one.name}`, one.args)]);
  const all: Described[] = [...types.flatMap((type) => [...within(type)]), ...directives];
  expect(all.filter((one) => !one.description?.trim()).map(({ name }) => name)).toEqual([]);
});

test("enum values are SCREAMING_CASE", () => {
  const values = types.filter(isEnumType).flatMap((type) => type.getValues().map((value) => value.name));
  expect(values.filter((name) => !/^[A-Z]+[0-9]?(_[A-Z]+)*$/.test(name))).toEqual([]);
});

describe("the schema as a client reads it", () => {
  const sdl = buildSchema(readFileSync(new URL("../schema.graphql", import.meta.url), "utf8"));
  const mutations = Object.values(sdl.getMutationType()?.getFields() ?? {});

  test.each(mutations.map((field) => [field.name, field] as const))(
    "%s takes one input and answers with typed errors",
    (name, field) => {
      const Name = name.charAt(0).toUpperCase() + name.slice(1);
      expect(field.args.map((argument) => argument.name)).toEqual(["input"]);
      expect(String(field.args[0]?.type)).toBe(`${Name}Input!`);
      expect(String(field.type)).toBe(`${Name}Payload`);
      expect(typeOf(`${Name}Payload`, "errors")).toBe("[UserError!]!");
      const input = sdl.getType(`${Name}Input`);
      expect(isInputObjectType(input) && input.getFields()["idempotencyKey"]?.type.toString()).toBe("String");
    },
  );

  test.each(mutations.map((field) => [field.name, field.description ?? ""] as const))(
    "%s names its permission and its cost",
    (_, says) => {
      const permission = /Requires `([a-z_:]+)`\. Costs \d+(?: and what is selected, for each ticket)?\.$/.exec(
        says,
      )?.[1];
      expect(Object.keys(PERMISSIONS)).toContain(permission);
    },
  );

  test("whoever changes a thing that exists may say which version they saw", () => {
    // Drafts have revisions of their own, nobody's presence changes anything, an operation is what its hash says, and
    // what a ticket asks for is its route's, which nobody is shown a version of. A test mail and an address that is
    // suppressed are new.
    const changing = mutations
      .map((f) => f.name)
      .filter(
        (name) =>
          !/^(open|add(Customer)|bulk|upsert|create|declare|decline|escalate|request|claim|invite|accept|mint|register|revoke|recount)/.test(
            name,
          ),
      )
      .filter(
        (name) => !/Draft$|Presence$|Operation$|^changeTicketSkills$|^sendTestMail$|^suppressAddress$/.test(name),
      );
    const without = changing.filter((name) => {
      const input = sdl.getType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Input`);
      return !(isInputObjectType(input) && input.getFields()["expectedVersion"]);
    });
    expect(without).toEqual([]);
  });
});

describe("Relay's rules", () => {
  const connections = types.filter((type) => type.name.endsWith("Connection"));

  test("a connection has edges and page info, an edge a node and a cursor", () => {
    expect(connections.length).toBeGreaterThan(4);
    for (const { name } of connections) {
      const edge = name.replace(/Connection$/, "Edge");
      expect(typeOf(name, "edges")).toBe(`[${edge}!]!`);
      expect(typeOf(name, "pageInfo")).toBe("PageInfo!");
      expect(typeOf(edge, "cursor")).toBe("String!");
      expect(typeOf(edge, "node")).toBe(`${name.replace(/Connection$/, "")}!`);
    }
    expect(["hasNextPage", "hasPreviousPage"].map((name) => typeOf("PageInfo", name))).toEqual([
      "Boolean!",
      "Boolean!",
    ]);
    expect(["startCursor", "endCursor"].map((name) => typeOf("PageInfo", name))).toEqual(["String", "String"]);
  });

  test("whatever gives a connection takes forward or backward arguments", () => {
    for (const type of types)
      for (const field of fieldsOf(type)) {
        if (!getNamedType(field.type).name.endsWith("Connection")) continue;
        const args = Object.fromEntries(field.args.map((argument) => [argument.name, String(argument.type)]));
        expect(args).toMatchObject({ first: "Int", after: "String" });
        if ("last" in args) expect(args).toMatchObject({ last: "Int", before: "String" });
      }
  });

  test("a node has a non-null id, and node(id) and nodes(ids) find it", () => {
    expect(typeOf("Node", "id")).toBe("ID!");
    expect(typeOf("Query", "node")).toBe("Node");
    expect(typeOf("Query", "nodes")).toBe("[Node]!");
    const nodes = types.filter(
      (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === "Node"),
    );
    expect(nodes.map(({ name }) => name).sort()).toEqual([
      "Agent",
      "App",
      "Company",
      "Customer",
      "Entry",
      "Escalation",
      "InboundMail",
      "MajorIncident",
      "Ticket",
      "View",
      "Workspace",
    ]);
  });

  test("no list of objects is without a bound or a page", () => {
    const unbounded = types.flatMap((type) =>
      fieldsOf(type)
        .filter((field) => {
          const inner = isNonNullType(field.type) ? field.type.ofType : field.type;
          return isListType(inner) && isObjectType(getNamedType(inner)) && field.name !== "edges";
        })
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(unbounded.sort()).toEqual(BOUNDED);
  });
});
