/**
 * Functions in Lambda.
 *
 * @module
 */
import type { LambdaClientConfig } from "@aws-sdk/client-lambda";
import type { FunctionsPort } from "../port/index.ts";

/** `endpoint` and `credentials` are for tests; a Lambda has its own. */
export type LambdaOptions = Pick<LambdaClientConfig, "region" | "endpoint" | "credentials">;

/** What Lambda says when it put an asynchronous call into its queue. */
const ACCEPTED = 202;

/**
 * Calls functions asynchronously: Lambda keeps the call, tries it three times, and what fails goes to the
 * function's own dead letters. Needs lambda:InvokeFunction. The SDK is loaded with the first call.
 *
 * @example await lambdaFunctions().invoke("support-reactions", { reaction: "ticket-replied.send-mail", event });
 */
export function lambdaFunctions(config: LambdaOptions = {}): FunctionsPort {
  let loaded: ReturnType<typeof load> | undefined;
  return {
    async invoke(FunctionName, payload) {
      loaded ??= load(config);
      const { sdk, client } = await loaded;
      const Payload = Buffer.from(JSON.stringify(payload));
      const { StatusCode } = await client.send(
        new sdk.InvokeCommand({ FunctionName, InvocationType: "Event", Payload }),
      );
      if (StatusCode !== ACCEPTED) throw new Error(`Lambda answered ${StatusCode} instead of taking the call.`);
    },
  };
}

async function load(config: LambdaClientConfig) {
  const sdk = await import("@aws-sdk/client-lambda");
  return { sdk, client: new sdk.LambdaClient({ ...config, maxAttempts: 3 }) };
}
