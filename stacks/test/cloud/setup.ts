import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as Agent from "@switchboard/core/agent";
import { connect, type Desk } from "@switchboard/core/desk";
import * as Workspace from "@switchboard/core/workspace";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Cloud } from "./cloud.ts";
import { DOMAIN } from "./deployed.ts";

export const SUPPORT = `support@${DOMAIN}`;
const ISSUER = "https://id.acme.example";
const AUDIENCE = "desk";
const WORKSPACE = "main";

/** A desk that people can work at. */
export interface SetUp extends AsyncDisposable {
  readonly agentId: string;
  /** Straight on the table, past the cloud: for what a test looks at or prepares. */
  readonly desk: Desk;
  /** A token of the agent. */
  token(): Promise<string>;
}

/** A workspace with a support address, an agent, and an identity provider that the API believes. */
export async function setUp(cloud: Cloud): Promise<SetUp> {
  const keys = await identityProvider();
  const desk = connect({ table: cloud.tableName, dynamodb: cloud.client });
  const ctx = desk.as({ kind: "system", workspaceId: WORKSPACE, name: "set-up" });
  await Workspace.create(ctx, { name: "Acme" });
  await Workspace.addAddress(ctx, { address: SUPPORT, name: "Acme Support" });
  await Workspace.trustIssuer(ctx, { issuer: ISSUER, audience: AUDIENCE, jwksUrl: keys.url });
  const { object } = await Agent.create(ctx, { name: "Ada", email: "ada@acme.example", roles: ["admin"] });
  return {
    agentId: object.id,
    desk,
    token: () => keys.sign({ sub: object.id, kind: "agent" }),
    [Symbol.asyncDispose]: keys.stop,
  };
}

async function identityProvider() {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "EdDSA", use: "sig" };
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    sign: (claims: Record<string, string>) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: "k1" })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(privateKey),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
