import { type Call, type Reply, type Service, ServiceError } from "../endpoint.ts";
import type { Lambdas } from "../lambda.ts";

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda's Invoke: one function calls another, waiting for its answer or not. */
export const lambda = (lambdas: () => Lambdas): Service => ({
  refuse: ({ code, message, status }) => ({
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ Message: message }),
  }),
  async handle(call: Call): Promise<Reply> {
    const named = decodeURIComponent(INVOKE.exec(call.url.pathname)?.[1] ?? "");
    const fn = lambdas().find(named);
    if (!fn) throw new ServiceError("ResourceNotFoundException", `no function ${named}`, 404);
    call.need("lambda:InvokeFunction", fn.resource.arn);
    const event: unknown = JSON.parse(call.body.toString("utf8") || "{}");
    if (call.headers["x-amz-invocation-type"] === "Event") {
      fn.invokeLater(event);
      return { status: 202 };
    }
    const outcome = await fn.invoke(event);
    if (outcome.ok) return { status: 200, headers: { "x-amz-executed-version": "$LATEST" }, body: outcome.payload };
    return { status: 200, headers: { "x-amz-function-error": "Unhandled" }, body: JSON.stringify(outcome.error) };
  },
});
