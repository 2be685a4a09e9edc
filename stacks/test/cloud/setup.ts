import { connect, type Desk } from "@switchboard/core/desk";
import type { Cloud } from "./cloud.ts";
import { DOMAIN } from "./deployed.ts";

export const SUPPORT = `support@${DOMAIN}`;

/** A desk that its first admin works at. */
export interface SetUp {
  readonly agentId: string;
  /** The admin's key: what every request bears. */
  readonly key: string;
  /** Straight on the table, past the cloud: for what a test looks at or prepares. */
  readonly desk: Desk;
}

/** What the last step of a deploy says: the claim code, or that nobody needs one any more. */
export async function claimOf(cloud: Cloud): Promise<string> {
  const [outcome] = await cloud.finishDeploy();
  if (!outcome?.ok) throw new Error(`the first start failed: ${JSON.stringify(outcome)}`);
  return (JSON.parse(outcome.payload.toString()) as { claim: string }).claim;
}

const CLAIM = `mutation Claim($input: ClaimDeskInput!) {
  claimDesk(input: $input) { agent { id } secret errors { code } }
}`;

/** A request to the API by whoever bears `token`. */
export async function ask(cloud: Cloud, token: string, query: string, variables: object = {}): Promise<unknown> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const answer = await cloud.fetch("/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return answer.json();
}

/** As a company does it: deploy, claim, work. */
export async function setUp(cloud: Cloud): Promise<SetUp> {
  const input = { name: "Ada", email: "ada@acme.example" };
  const { data } = (await ask(cloud, await claimOf(cloud), CLAIM, { input })) as {
    data: { claimDesk: { agent: { id: string }; secret: string } };
  };
  const { agent, secret } = data.claimDesk;
  return {
    agentId: agent.id,
    key: secret,
    desk: connect({ table: cloud.tableName, dynamodb: cloud.client }),
  };
}
