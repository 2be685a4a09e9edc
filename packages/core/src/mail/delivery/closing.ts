import * as Agent from "../../agent/index.ts";
import { type Ctx, isRefusal, type StoredEvent } from "../../kernel/index.ts";
import { textAsHtml } from "../../markup/index.ts";
import type { Config, SupportAddress } from "../../workspace/index.ts";

/** Who signs an answer: what customers read instead of their name, and what stands under it. */
export interface Signer {
  readonly displayName?: string | undefined;
  readonly signature?: string | undefined;
}

/** The agent who wrote it, as customers see them; nobody for apps and the platform, and for one who is gone. */
export async function signerOf(ctx: Ctx, { actor }: StoredEvent): Promise<Signer> {
  if (actor.kind !== "agent") return {};
  try {
    const [{ displayName }, signature] = await Promise.all([
      Agent.get(ctx, actor.id),
      Agent.signatureOf(ctx, actor.id),
    ]);
    return { displayName, signature: signature ?? undefined };
  } catch (e) {
    if (isRefusal(e)) return {};
    throw e;
  }
}

/** A body, as text and as HTML. */
export interface Body {
  readonly text: string;
  readonly html: string;
}

/** Words of our own below what somebody wrote: in the text behind the line that mail programs know a signature by. */
export function closed(body: Body, parts: readonly (string | undefined)[]): Body {
  const own = parts.filter((part) => part !== undefined && part.trim() !== "");
  if (own.length === 0) return body;
  const below = own.join("\n\n");
  return { text: `${body.text.trimEnd()}\n\n-- \n${below}`, html: `${body.html}\n<p>-- </p>\n${textAsHtml(below)}` };
}

/** By language: the line above which an answer is read. What comes in knows each of them. */
const MARKERS: Readonly<Record<string, string>> = {
  en: "Please write your reply above this line",
  de: "Bitte antworten Sie oberhalb dieser Linie",
  fr: "Merci de répondre au-dessus de cette ligne",
  es: "Por favor, responda por encima de esta línea",
  it: "Si prega di rispondere sopra questa riga",
  nl: "Antwoord boven deze regel",
  pt: "Por favor, responda acima desta linha",
};

/** With the line in front that asks to write above it, where the workspace wants one; in the language of the address. */
export function marked(body: Body, { settings }: Config, { locale }: SupportAddress): Body {
  if (!settings.mail.replyMarker) return body;
  const words = MARKERS[locale?.split("-")[0] ?? "en"] ?? MARKERS["en"];
  const line = `##- ${words} -##`;
  return { text: `${line}\n\n${body.text}`, html: `${textAsHtml(line)}\n${body.html}` };
}
