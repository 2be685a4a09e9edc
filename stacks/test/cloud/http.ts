import { randomUUID } from "node:crypto";
import { ACCOUNT } from "../offline/account.ts";
import type { Access } from "./access.ts";
import type { Lambdas } from "./lambda.ts";
import type { Resources } from "./resources.ts";

export interface HttpGround {
  readonly resources: Resources;
  readonly access: Access;
  readonly lambdas: () => Lambdas;
}

const STREAMED = "application/vnd.awslambda.http-integration-response";
/** Stands between the head of a streamed answer and its body. */
const DELIMITER = Buffer.alloc(8);

interface Head {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

/** A request to a function URL: answered by the function that it is of. */
export async function request({ resources, access, lambdas }: HttpGround, asked: Request): Promise<Response> {
  const url = new URL(asked.url);
  const door = resources
    .all("aws:lambda/functionUrl:FunctionUrl")
    .find(({ functionUrl }) => new URL(functionUrl).host === url.host);
  if (!door) throw new Error(`nobody deployed ${url.host}`);
  const lambda = lambdas().get(door.functionName);
  if (door.authorizationType !== "NONE" || !access.byUrl(lambda.resource))
    return Response.json({ Message: "Forbidden" }, { status: 403 });
  const outcome = await lambda.invoke(await eventOf(asked, url));
  if (!outcome.ok) return Response.json({ message: "Internal Server Error" }, { status: 502 });
  const isStreamed = outcome.contentType === STREAMED;
  if (isStreamed !== (door.invokeMode === "RESPONSE_STREAM"))
    throw new Error(`${door.functionName} answers ${outcome.contentType}, and its URL is ${door.invokeMode}`);
  return isStreamed ? streamed(outcome.payload) : buffered(outcome.payload);
}

async function eventOf(asked: Request, url: URL) {
  const body = Buffer.from(await asked.arrayBuffer());
  const cookies = asked.headers.get("cookie")?.split("; ");
  const headers = Object.fromEntries([...asked.headers].filter(([name]) => name !== "cookie"));
  const isText = /json|text|graphql|urlencoded/.test(headers["content-type"] ?? "");
  const now = Date.now();
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: decodeURI(url.pathname),
    rawQueryString: url.search.slice(1),
    headers: { ...headers, host: url.host, "x-forwarded-proto": "https", "x-forwarded-port": "443" },
    ...(cookies ? { cookies } : {}),
    queryStringParameters: Object.fromEntries(url.searchParams),
    requestContext: {
      accountId: ACCOUNT,
      apiId: url.host.split(".")[0],
      domainName: url.host,
      requestId: randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: new Date(now).toUTCString(),
      timeEpoch: now,
      http: {
        method: asked.method,
        path: url.pathname,
        protocol: "HTTP/1.1",
        sourceIp: "192.0.2.1",
        userAgent: headers["user-agent"] ?? "",
      },
    },
    ...(body.byteLength === 0 ? {} : { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.byteLength > 0 && !isText,
  };
}

function streamed(payload: Buffer): Response {
  const end = payload.indexOf(DELIMITER);
  if (end === -1) return Response.json({ message: "Internal Server Error" }, { status: 502 });
  const head = JSON.parse(payload.subarray(0, end).toString("utf8")) as Head;
  return responseOf(head, payload.subarray(end + DELIMITER.byteLength));
}

function buffered(payload: Buffer): Response {
  const {
    body = "",
    isBase64Encoded = false,
    ...head
  } = JSON.parse(payload.toString("utf8")) as Head & {
    body?: string;
    isBase64Encoded?: boolean;
  };
  return responseOf(head, Buffer.from(body, isBase64Encoded ? "base64" : "utf8"));
}

function responseOf({ statusCode = 200, headers = {}, cookies = [] }: Head, body: Buffer): Response {
  const all = new Headers(headers);
  for (const cookie of cookies) all.append("set-cookie", cookie);
  const isEmpty = statusCode === 204 || statusCode === 304;
  return new Response(isEmpty ? null : new Uint8Array(body), { status: statusCode, headers: all });
}
