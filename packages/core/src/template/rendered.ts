import type { Ctx } from "../kernel/index.ts";
import { checkSource, type Kind, refusal, renderSource, type Shown, type Used } from "../liquid/index.ts";
import { type TemplateBody, unknownIn } from "../workspace/index.ts";
import type { About } from "./about.ts";
import { inLanguage, writtenIn } from "./locale.ts";
import type { Part, Rendered, Source } from "./render.ts";
import { valuesOf } from "./values.ts";

const KINDS: Readonly<Record<Part, Kind>> = { subject: "TEXT", text: "TEXT", html: "HTML" };
const MOST_SUBJECT = 500;

/** A template rendered: see {@link renderTemplate}. */
export async function rendered(ctx: Ctx, source: Source, about: About, locale?: string): Promise<Rendered> {
  const wanted = locale ?? about.customer?.locale;
  const body = inLanguage(source.bodies, [wanted, about.address?.locale]);
  if (!body) throw new RangeError("a template without a language");
  const used = await variablesOf(body);
  const shown: Shown = { locale: writtenIn(body.locale, wanted), timeZone: zoneOf(about) };
  const roots = new Set(used.flatMap(({ segments: [root] }) => (typeof root === "string" ? [root] : [])));
  const values = await valuesOf(ctx, about, roots, shown);
  const part = async (name: Part) => {
    const text = body[name];
    return text === undefined ? null : renderSource(text, { kind: KINDS[name], values, shown });
  };
  const [subject, text, html] = [await part("subject"), await part("text"), await part("html")];
  return {
    subject: subject === null ? null : oneLine(subject),
    text: text ?? "",
    html,
    locale: body.locale,
    unknown: unknownIn(used).map(({ path, line, part: where }) => ({ path, line, part: where })),
  };
}

type Placed = Used & { readonly part: Part };

async function variablesOf(body: TemplateBody): Promise<readonly Placed[]> {
  const found: Placed[] = [];
  for (const part of ["subject", "text", "html"] as const) {
    const source = body[part];
    if (source === undefined) continue;
    const checked = await checkSource(source, KINDS[part]);
    if ("mistake" in checked) throw refusal(checked.mistake, [part]);
    found.push(...checked.variables.map((one) => ({ ...one, part })));
  }
  return found;
}

/** The customer's clock, else that of the hours of the address, else that of the world. */
function zoneOf({ customer, address, config }: About): string {
  const calendar = config.calendars.find(({ key }) => key === address?.acknowledgement?.calendar);
  return customer?.timeZone ?? calendar?.timeZone ?? "UTC";
}

/** A subject is one line, however many a template makes of it. */
const oneLine = (subject: string): string => subject.replace(/\s+/g, " ").trim().slice(0, MOST_SUBJECT).toWellFormed();
