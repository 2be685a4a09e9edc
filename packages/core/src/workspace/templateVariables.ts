import type { Used } from "../liquid/index.ts";

/** What kind of thing a variable is; times are shown in the customer's locale and zone. */
export type VariableKind = "TEXT" | "NUMBER" | "TIME" | "LIST";

/** Something that a template may name. */
export interface TemplateVariable {
  readonly path: string;
  readonly kind: VariableKind;
  readonly says: string;
  /** Whether there is one for every ticket; else give a `default`. */
  readonly always?: true;
}

const of = (path: string, says: string, more: Partial<TemplateVariable> = {}): TemplateVariable => ({
  path,
  kind: "TEXT",
  says,
  ...more,
});
const always = { always: true } as const;

/** Everything a template may name: what is not here is refused when it is saved. */
export const TEMPLATE_VARIABLES: readonly TemplateVariable[] = [
  of("customer.name", "Their whole name"),
  of("customer.firstName", "The first word of their name"),
  of("customer.email", "Where they are reached; masked for whoever may not read it"),
  of("customer.locale", "Their language, as a tag: `de-AT`"),
  of("customer.tier", "STANDARD, PRIORITY or VIP: their own, or their company's", always),
  of("customer.company", "What their company is called"),
  of("ticket.number", "The number people say", { ...always, kind: "NUMBER" }),
  of("ticket.subject", "What it is about", always),
  of("ticket.status", "Where it stands, as the customer reads it", always),
  of("ticket.createdAt", "When it was opened", { ...always, kind: "TIME" }),
  of("history", "The last public entries, newest first, 10 at most", { ...always, kind: "LIST" }),
  of("history.author", "Of an entry: `customer` or `desk`", always),
  of("history.at", "Of an entry: when it was said", { ...always, kind: "TIME" }),
  of("history.text", "Of an entry: how it begins, 500 characters", always),
  of("agent.displayName", "The agent who uses the template, or has the ticket"),
  of("workspace.name", "What the desk is called", always),
  of("address.name", "The name of the support address that was written to"),
  of("address.address", "The support address itself"),
  of("address.brand", "The brand of that address"),
  of("answer.expectedBy", "By when an answer is promised", { kind: "TIME" }),
  of("answer.expectedWithin", "Within what time one was promised: `4 hours`"),
];

const PATHS = new Set(TEMPLATE_VARIABLES.map(({ path }) => path));
/** What ends a path whatever it leads to. */
const OF_LISTS = new Set<string | number>(["size", "first", "last"]);
const LEAVES = new Set<string | number>(TEMPLATE_VARIABLES.map(({ path }) => path.slice(path.indexOf(".") + 1)));

/** Of the variables that a source names, those there are not: by their path, with their line. */
export const unknownIn = <U extends Used>(used: readonly U[]): readonly U[] => used.filter((one) => !isKnown(one));

function isKnown({ from, segments }: Used): boolean {
  const [root, ...rest] = segments;
  if (root === "forloop") return true;
  // What it stands for is known only when it is rendered: that there may be such a thing must do.
  if (from !== "GIVEN") return rest.every((one) => one !== null && (LEAVES.has(one) || isOfList(one)));
  if (root !== "history") return PATHS.has(segments.join("."));
  const [first, ...more] = rest;
  if (first === undefined) return true;
  return isOfList(first) && (more.length === 0 || (more.length === 1 && PATHS.has(`history.${more[0]}`)));
}

const isOfList = (segment: string | number | null): boolean =>
  segment !== null && (typeof segment === "number" || OF_LISTS.has(segment));
