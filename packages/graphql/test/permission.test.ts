import { type GraphQLField, isNonNullType, isObjectType } from "graphql";
import { describe, expect, test } from "vitest";
import { schema } from "../src/index.ts";
import { caller } from "./call.ts";
import { testDesk } from "./desk.ts";
import { inputFor } from "./inputs.ts";

const t = await testDesk();
const powerless = caller(t.server, "powerless");

type Field = GraphQLField<unknown, unknown>;
const permissionOf = (field: Field): string | undefined => /Requires `([a-z_:]+)`/.exec(field.description ?? "")?.[1];
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const queries = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(permissionOf);

describe("who holds nothing is refused what the schema says it takes", () => {
  test.each(mutations.map((field) => [field.name, field] as const))("%s", async (name, field) => {
    const query = `mutation ($input: ${String(field.args[0]?.type)}) { ${name}(input: $input) { __typename } }`;
    const { data, errors } = await powerless(query, { input: inputFor(field) });
    expect(errors.map((error) => error.extensions)).toEqual([{ code: "FORBIDDEN", permission: permissionOf(field) }]);
    expect(data).toEqual({ [name]: null });
  });

  const ARGS: Readonly<Record<string, string>> = {
    ticket: `(id: "tkt_${"0".repeat(26)}")`,
    customer: `(id: "cus_${"0".repeat(26)}")`,
    agent: `(id: "agt_${"0".repeat(26)}")`,
    app: `(id: "app_${"0".repeat(26)}")`,
    delivery: `(id: "dlv_${"0".repeat(26)}")`,
    inboundMail: `(id: "inm_${"0".repeat(26)}")`,
    mailDiagnosis: `(entryId: "evt_${"0".repeat(26)}")`,
    view: `(id: "viw_${"0".repeat(26)}")`,
    escalation: `(id: "esc_${"0".repeat(26)}")`,
    majorIncident: `(id: "inc_${"0".repeat(26)}")`,
    possibleDuplicates: `(customerId: "cus_${"0".repeat(26)}", subject: "S")`,
    ticketByNumber: "(number: 1)",
    customerByIdentity: '(identity: { kind: EMAIL, value: "a@b.example" })',
    company: `(id: "cmp_${"0".repeat(26)}")`,
    companyByDomain: '(domain: "acme.example")',
    customerByEmail: '(email: "a@b.example")',
    queuedTickets: '(queue: "repairs")',
    previewTemplate: '(source: { text: "Hello" })',
    previewMacro: `(ticketId: "tkt_${"0".repeat(26)}", macro: "seeded")`,
    slaCompliance: '(from: "2026-11-02T00:00:00Z", to: "2026-11-02T01:00:00Z")',
    simulateRouting: '(from: "2026-11-02T00:00:00Z", to: "2026-11-02T01:00:00Z")',
    simulateRole: '(remove: "x")',
    workspaceLog: '(from: "2026-11-02T00:00:00Z", to: "2026-11-02T01:00:00Z")',
    exportWorkspaceLog: '(from: "2026-11-02T00:00:00Z", to: "2026-11-02T01:00:00Z")',
  };
  // For agents alone, whatever else they may: there is no work of mine without a me.
  const withPermission = queries.filter((field) => field.name !== "myWork");
  test.each(withPermission.map((field) => [field.name, field] as const))("%s", async (name, field) => {
    const { data, errors } = await powerless(`{ ${name}${ARGS[name] ?? ""} { __typename } }`);
    expect(errors.map((error) => error.extensions)).toEqual([{ code: "FORBIDDEN", permission: permissionOf(field) }]);
    expect(data).toEqual({ [name]: null });
  });

  test("myWork", async () => {
    expect((await powerless("{ myWork { __typename } }")).codes).toEqual(["FORBIDDEN"]);
  });
});

test("every field that names a permission is nullable, so that a refusal leaves the rest of an answer", () => {
  const all = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) ? Object.values(type.getFields()) : [],
  );
  expect(all.filter((field) => permissionOf(field) && isNonNullType(field.type)).map(({ name }) => name)).toEqual([]);
});

test("nobody gives more than they hold", async () => {
  const lead = caller(t.server, "ada");
  const query = `mutation { createAgent(input: { name: "X", email: "x@x.example", roles: [ADMIN] }) { agent { id } } }`;
  expect((await lead(query)).errors[0]?.extensions).toEqual({ code: "FORBIDDEN", permission: "agent:manage" });
});
