import { ACCOUNT } from "./account.ts";

interface Statement {
  readonly effect?: string;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly conditions?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

/** The lookups of a program that AWS would answer. */
export function lookedUp(token: string, inputs: Record<string, unknown>, region: string): Record<string, unknown> {
  switch (token) {
    case "aws:index/getPartition:getPartition":
      return { partition: "aws", dnsSuffix: "amazonaws.com" };
    case "aws:index/getRegion:getRegion":
      return { region, name: region };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/deployer` };
    case "aws:route53/getZone:getZone":
      return zone(inputs);
    case "aws:ses/getActiveReceiptRuleSet:getActiveReceiptRuleSet":
      return { ruleSetName: existing("OFFLINE_ACTIVE_RULE_SET") };
    case "aws:iam/getPolicyDocument:getPolicyDocument":
      return { ...inputs, json: JSON.stringify(documentOf((inputs["statements"] ?? []) as Statement[])) };
    default:
      return inputs;
  }
}

/** What the account holds beside the desk, as the test says. */
function existing(variable: string): string {
  const name = process.env[variable];
  if (name === undefined) throw refusal("no matching resource found");
  return name;
}

function zone({ zoneId, name }: Record<string, unknown>): Record<string, unknown> {
  const held = existing("OFFLINE_ZONE");
  if (name !== undefined && name !== held) throw refusal("no matching Route 53 Hosted Zone found");
  return { zoneId: zoneId ?? "Z0OFFLINE", name: held };
}

/** As a provider refuses: Pulumi reads the details alone. */
const refusal = (details: string): Error => Object.assign(new Error(details), { details });

const documentOf = (statements: readonly Statement[]) => ({
  Version: "2012-10-17",
  Statement: statements.map(({ effect = "Allow", actions, resources, principals, conditions }) => ({
    Effect: effect,
    Action: actions,
    ...(resources ? { Resource: resources } : {}),
    ...(principals ? { Principal: grouped(principals.map(({ type, identifiers }) => [type, identifiers])) } : {}),
    ...(conditions?.length
      ? {
          Condition: Object.fromEntries(conditions.map(({ test, variable, values }) => [test, { [variable]: values }])),
        }
      : {}),
  })),
});

function grouped(pairs: readonly (readonly [string, readonly string[]])[]): Record<string, readonly string[]> {
  const out: Record<string, readonly string[]> = {};
  for (const [type, identifiers] of pairs) out[type] = [...(out[type] ?? []), ...identifiers];
  return out;
}
