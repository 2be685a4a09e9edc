import * as z from "zod";

const Several = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: Several,
  Resource: Several.optional(),
  Principal: z.union([z.literal("*"), z.record(z.string(), Several)]).optional(),
  Condition: z.record(z.string(), z.record(z.string(), Several)).optional(),
});
const Document = z.strictObject({ Version: z.string(), Statement: z.array(Statement) });
export type Statement = z.infer<typeof Statement>;

/** A policy as the deploy wrote it. What this cloud does not know of the language is refused, never ignored. */
export const statementsOf = (json: string): readonly Statement[] => Document.parse(JSON.parse(json)).Statement;

/** Something that somebody wants to do. */
export interface Wish {
  readonly action: string;
  readonly resource: string;
  /** An AWS service, where the resource's own policy decides. */
  readonly service?: string;
  /** What conditions ask about, by names in lower case: `aws:sourcearn`. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** IAM's rule: one that denies is enough, and none that allows is enough too. */
export function allows(statements: readonly Statement[], wish: Wish): boolean {
  const fitting = statements.filter((statement) => fits(statement, wish));
  return fitting.length > 0 && fitting.every(({ Effect }) => Effect === "Allow");
}

function fits({ Action, Resource, Principal, Condition = {} }: Statement, wish: Wish): boolean {
  const action = wish.action.toLowerCase();
  return (
    Action.some((pattern) => like(pattern.toLowerCase(), action)) &&
    (Resource ?? ["*"]).some((pattern) => like(pattern, wish.resource)) &&
    isMeant(Principal, wish.service) &&
    Object.entries(Condition).every(([test, variables]) => holds(test, variables, wish.facts ?? {}))
  );
}

function isMeant(principal: Statement["Principal"], service: string | undefined): boolean {
  if (principal === undefined || principal === "*") return true;
  if (principal["*"] !== undefined || principal["AWS"]?.includes("*")) return true;
  return service !== undefined && (principal["Service"] ?? []).includes(service);
}

function holds(
  test: string,
  variables: Readonly<Record<string, readonly string[]>>,
  facts: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(variables).every(([variable, values]) => {
    const fact = facts[variable.toLowerCase()];
    if (fact === undefined) return false;
    switch (test) {
      case "StringEquals":
      case "ArnEquals":
      case "Bool":
        return values.includes(fact);
      case "StringLike":
      case "ArnLike":
        return values.some((pattern) => like(pattern, fact));
      default:
        throw new RangeError(`no such condition in this cloud: ${test}`);
    }
  });
}

/** `*` is any run of characters and `?` any one. */
function like(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(value);
}
