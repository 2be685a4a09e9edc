import { isUtf8 } from "node:buffer";
import { type HttpAnswer, type HttpEvent, rowsOf } from "@switchboard/functions";
import type { Runner } from "../runner.ts";
import type { Answer, Call, Route } from "./call.ts";

/** What Lambda takes. */
const LIMIT = 6 * 1024 * 1024;

/** The http rows of the wiring table, called as a function URL would call them. */
export const lambdaRoutes = (runner: Runner): readonly Route[] =>
  rowsOf("http").map((row) => ({
    method: null,
    path: row.trigger.path,
    limit: LIMIT,
    handle: async (call: Call) => answerOf((await runner.call(row, eventOf(call))) as HttpAnswer),
  }));

function eventOf({ method, path, rawQuery, headers, body, from }: Call): HttpEvent {
  const { cookie, ...others } = headers;
  const isText = isUtf8(body);
  return {
    rawPath: path,
    rawQueryString: rawQuery,
    headers: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, [value].flat().join(", ")])),
    ...(cookie === undefined ? {} : { cookies: cookie.split("; ") }),
    requestContext: { http: { method, ...(from === undefined ? {} : { sourceIp: from }) } },
    ...(body.byteLength === 0 ? {} : { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.byteLength > 0 && !isText,
  };
}

const answerOf = ({ statusCode, headers, cookies, body, isBase64Encoded }: HttpAnswer): Answer => ({
  status: statusCode,
  headers: { ...headers, ...(cookies ? { "set-cookie": cookies } : {}) },
  body: isBase64Encoded ? Buffer.from(body, "base64") : body,
});
