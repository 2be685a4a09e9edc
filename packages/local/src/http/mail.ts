import type { Parts } from "../platform.ts";
import { receive } from "../receive.ts";
import { VERDICTS } from "../ses.ts";
import { type Answer, type Call, json, type Route, refuse } from "./call.ts";
import { feedback } from "./local.ts";

/** What SES takes in. */
const LIMIT = 40 * 1024 * 1024;
const STATUSES = ["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"];

/** Mail in, mail out, and the page to read it. */
export function mailRoutes(parts: Parts): readonly Route[] {
  return [
    { method: "GET", path: "/local/mail", handle: ({ query }) => listed(parts, query) },
    { method: "POST", path: "/local/mail", limit: LIMIT, handle: (call) => incoming(parts, call) },
    { method: "GET", path: "/local/mail/", handle: (_, id) => one(parts, id) },
    { method: "POST", path: "/local/mail/", handle: (call, rest) => onOne(parts, rest, call) },
    {
      method: "GET",
      path: "/local/mailbox",
      // Loaded with the first look: it brings the whole mail parser.
      handle: async ({ query }) => (await import("../pages/mailbox.ts")).mailboxPage(parts.mailbox, query),
    },
  ];
}

const withoutTags = ({ id, at, from, to, raw }: ReturnType<Parts["mailbox"]["list"]>[number]) => ({
  id,
  at,
  from,
  to,
  raw,
});

/** With `?count` only how many there are: what the page asks for every other second. */
function listed({ mailbox }: Parts, query: URLSearchParams): Answer {
  return json(query.has("count") ? { count: mailbox.list().length } : mailbox.list().map(withoutTags));
}

function one({ mailbox }: Parts, id: string): Answer {
  const mail = mailbox.find(id);
  return mail ? json(withoutTags(mail)) : refuse(404, `There is no captured mail ${id}.`);
}

async function onOne(parts: Parts, rest: string, call: Call): Promise<Answer> {
  const [id = "", what] = rest.split("/");
  return what === "feedback" ? feedback(parts, id, call) : refuse(404, `There is nothing at ${call.path}.`);
}

async function incoming(parts: Parts, { query, body }: Call): Promise<Answer> {
  const to = query.getAll("to").flatMap((value) => value.split(","));
  if (to.length === 0 || to.includes("")) return refuse(400, "Say who it is for: ?to=support@northwind-bikes.example");
  if (body.byteLength === 0) return refuse(400, "Send a raw message (RFC 5322) as the body.");
  const given = VERDICTS.flatMap((name) => {
    const status = query.get(name);
    return status === null ? [] : [[name, status.toUpperCase()] as const];
  });
  const wrong = given.find(([, status]) => !STATUSES.includes(status));
  if (wrong) return refuse(400, `${wrong[0]} is one of ${STATUSES.join(", ")}.`);
  const id = await receive(parts, body, { from: query.get("from") ?? "", to, verdicts: Object.fromEntries(given) });
  return json({ id }, 202);
}
