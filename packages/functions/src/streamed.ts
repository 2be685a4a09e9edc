import type { Writable } from "node:stream";
import type { Create } from "./handler.ts";
import type { HttpAnswer, HttpEvent } from "./http.ts";
import { deployed, type LambdaContext } from "./wire.ts";

/** What Lambda's Node runtime puts into the global scope. Elsewhere the AWS SDK leaves an empty object there. */
interface LambdaRuntime {
  streamifyResponse(
    handler: (event: HttpEvent, stream: Writable, context: LambdaContext) => Promise<void>,
  ): (event: HttpEvent, stream: Writable, context: LambdaContext) => Promise<void>;
  HttpResponseStream: {
    from(stream: Writable, head: Pick<HttpAnswer, "statusCode" | "headers" | "cookies">): Writable;
  };
}

/**
 * The handler behind a function URL that streams: an answer may then be 20 MB where a buffered one is refused
 * over 6 MB, and what answers in parts later needs no other door.
 */
export function streamed(create: Create<HttpEvent, HttpAnswer>) {
  const run = deployed(create);
  const runtime = (globalThis as { awslambda?: Partial<LambdaRuntime> }).awslambda;
  if (!isLambda(runtime)) return run;
  return runtime.streamifyResponse(async (event, stream, context) => {
    const { body, isBase64Encoded, ...head } = await run(event, context);
    const out = runtime.HttpResponseStream.from(stream, head);
    out.end(Buffer.from(body, isBase64Encoded ? "base64" : "utf8"));
  });
}

const isLambda = (runtime: Partial<LambdaRuntime> | undefined): runtime is LambdaRuntime =>
  runtime?.streamifyResponse !== undefined;
