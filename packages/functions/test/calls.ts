import { create } from "../src/graphql.ts";
import type { TestDesk } from "./desk.ts";

export const UNWIRED = { inbound: { get: async () => null }, introspection: "public", maxTokenAge: 86_400 } as const;

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path; what is there is what the tests check.
type Data = any;

/** Calls the API as a Lambda gets it, with whatever headers. */
export function api({ desk }: Pick<TestDesk, "desk">) {
  const call = create({ desk, ...UNWIRED });
  return async (headers: Readonly<Record<string, string>>, query: string, input?: object) => {
    const answer = await call({
      rawPath: "/graphql",
      rawQueryString: "",
      headers: { host: "desk", "content-type": "application/json", ...headers },
      requestContext: { http: { method: "POST" } },
      body: JSON.stringify({ query, variables: input === undefined ? {} : { input } }),
      isBase64Encoded: false,
    });
    const body = JSON.parse(answer.body) as { data?: Data; errors?: { extensions: { code: string } }[] };
    const codes = (body.errors ?? []).map(({ extensions }) => extensions.code);
    return { status: answer.statusCode, text: answer.body, data: body.data, codes };
  };
}

export const bearing = (key: string) => ({ authorization: `Bearer ${key}` });

export const CLAIM = `mutation ($input: ClaimDeskInput!) {
  claimDesk(input: $input) { secret key { id name } agent { id roles } errors { code message } } }`;
