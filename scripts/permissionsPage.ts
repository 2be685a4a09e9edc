import { AGENT_ROLES, PERMISSIONS, type Permission, PLATFORM_ONLY, ROLES } from "@switchboard/core/kernel";
import { schema } from "@switchboard/graphql";
import { type GraphQLObjectType, isInterfaceType, isObjectType } from "graphql";

const COLUMNS = Object.keys(ROLES).filter((role) => role !== "system") as Exclude<keyof typeof ROLES, "system">[];

/** The page of roles, permissions and operations. */
export const permissionsPage = (): string => `# Permissions

Default deny: an empty cell is a refusal. A permission reaches \`own\` (what is assigned to the agent, or belongs to the
customer), \`team\` (that, and what belongs to the agent's teams) or \`all\`. An app has exactly the scopes of its key or
token. The platform itself (\`system\`) has all but \`workspace:claim\`, which comes with the claim code of a fresh desk
alone; ${[...PLATFORM_ONLY].map((name) => `\`${name}\``).join(", ")} are given to no role and no key.

Roles of the company's own (\`defineRole\`) are made of the same permissions. Nobody gives or takes what they do not hold
themselves, as far as they hold it. \`viewer { permissions }\` says what one may do, \`explainAccess\` why somebody may or
may not, \`simulateRole\` what a change would come to. The same rules hold for programs that import the library: they are
in the operations themselves.

## By role

| permission | lets one | ${COLUMNS.join(" | ")} |
|---|---|${COLUMNS.map(() => "---|").join("")}
${(Object.keys(PERMISSIONS) as Permission[]).map(rowOf).join("\n")}

${AGENT_ROLES.length} of these are roles of agents; somebody with several has the widest reach of each.

## By operation

What each operation of the API takes; its description in the schema says the same. Whoever holds the permission in no
scope at all is refused before anything is read; whatever one may not read answers as if it had never been there.

| operation | permission | cost |
|---|---|---|
${[schema.getQueryType(), schema.getMutationType()].flatMap(operationsOf).join("\n")}

## Fields with a permission of their own

| field | permission | cost |
|---|---|---|
${Object.values(schema.getTypeMap()).flatMap(fieldsOf).join("\n")}
`;

const rowOf = (name: Permission): string =>
  `| \`${name}\` | ${PERMISSIONS[name]} | ${COLUMNS.map((role) => ROLES[role].get(name) ?? "").join(" | ")} |`;

interface Told {
  readonly permission: string | undefined;
  readonly cost: string | undefined;
}

const told = (description: string | null | undefined): Told => ({
  permission: /Requires (`[a-z_:]+`)/.exec(description ?? "")?.[1],
  cost: /Costs (\d+)/.exec(description ?? "")?.[1],
});

function operationsOf(root: GraphQLObjectType | null | undefined): string[] {
  return Object.values(root?.getFields() ?? {})
    .sort((a, b) => a.name.localeCompare(b.name, "en"))
    .map(({ name, description }) => {
      const { permission = "a credential", cost = "" } = told(description);
      return `| \`${name}\` | ${permission} | ${cost} |`;
    });
}

const ROOTS = new Set(["Query", "Mutation"]);

function fieldsOf(type: unknown): string[] {
  if (!isObjectType(type) || isInterfaceType(type) || ROOTS.has(type.name)) return [];
  return Object.values(type.getFields()).flatMap(({ name, description }) => {
    const { permission, cost = "" } = told(description);
    return permission === undefined ? [] : [`| \`${type.name}.${name}\` | ${permission} | ${cost} |`];
  });
}
