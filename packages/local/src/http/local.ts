import { isRefusal } from "@switchboard/core/kernel";
import { rowsOf } from "@switchboard/functions";
import * as z from "zod";
import { durationOf } from "../clock.ts";
import type { Parts } from "../platform.ts";
import { FEEDBACK_KINDS } from "../ses.ts";
import { type Answer, type Call, json, jsonOf, type Route, refuse } from "./call.ts";

const Event = z.object({
  source: z.string().min(1),
  detailType: z.string().min(1),
  detail: z.record(z.string(), z.unknown()),
});
const Advance = z.object({ advance: z.string() });
const Feedback = z.object({ kind: z.enum(FEEDBACK_KINDS) });

/** The machine-readable face of the platform (DESIGN 7), apart from mail and files. */
export function localRoutes(parts: Parts): readonly Route[] {
  const { bus, runner, clock, issuer } = parts;
  const now = () => ({ now: new Date(clock.now()).toISOString(), clock: parts.settings.clock });
  return [
    { method: "GET", path: "/local/events", handle: ({ query }) => json(bus.passed(query.get("after") ?? undefined)) },
    { method: "POST", path: "/local/events", handle: (call) => putEvent(parts, call) },
    { method: "GET", path: "/local/clock", handle: () => json(now()) },
    {
      method: "POST",
      path: "/local/clock",
      async handle(call) {
        const refused = await advance(parts, call);
        return refused ?? json(now());
      },
    },
    {
      method: "POST",
      path: "/local/settle",
      async handle() {
        await parts.settle();
        return json({ settled: true });
      },
    },
    { method: "GET", path: "/local/dead-letters", handle: () => json(runner.deadLetters()) },
    { method: "POST", path: "/local/operate", handle: (call) => operate(parts, call) },
    { method: "GET", path: "/local/jwks", handle: () => json(issuer.jwks) },
  ];
}

/** What `aws lambda invoke` of the operator's function is in a deployed desk. There is no queue to redrive here. */
async function operate({ runner }: Parts, call: Call): Promise<Answer> {
  const [row] = rowsOf("operator");
  try {
    return row ? json(await runner.call(row, jsonOf(call))) : refuse(404, "Nobody operates this desk.");
  } catch (error) {
    if (isRefusal(error)) return refuse(409, error.message);
    throw error;
  }
}

async function putEvent({ bus }: Parts, call: Call): Promise<Answer> {
  const event = Event.safeParse(jsonOf(call));
  if (!event.success) return refuse(400, "Send { source, detailType, detail }, detail being an object.");
  await bus.publish([event.data]);
  return json({ accepted: true }, 202);
}

async function advance({ ticker, settings }: Parts, call: Call): Promise<Answer | null> {
  if (settings.clock !== "manual")
    return refuse(409, "Time runs by itself here; start with --clock manual to move it.");
  const body = Advance.safeParse(jsonOf(call));
  const ms = body.success ? durationOf(body.data.advance) : null;
  if (ms === null)
    return refuse(400, 'Send { "advance": "PT4H" }: an ISO 8601 duration in weeks, days, hours, minutes, seconds.');
  await ticker.advance(ms);
  return null;
}

/** What became of a message: POST /local/mail/<id>/feedback {"kind": "bounce"}. */
export async function feedback({ mailbox }: Parts, id: string, call: Call): Promise<Answer> {
  const body = Feedback.safeParse(jsonOf(call));
  if (!body.success) return refuse(400, `Send { "kind": ${FEEDBACK_KINDS.map((kind) => `"${kind}"`).join(" | ")} }.`);
  const known = await mailbox.report(id, body.data.kind);
  return known ? json({ accepted: true }, 202) : refuse(404, `There is no captured mail ${id}.`);
}
