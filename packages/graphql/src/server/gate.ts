import type { ParseOptions, SelectionNode } from "graphql";
import { type DocumentNode, GraphQLError, Kind, Lexer, parse, type Source, TokenKind } from "graphql";
import { atMost, LIMITS, refuse } from "../guard/limits.ts";
import { assertShallowLiterals } from "../guard/nesting.ts";
import { unauthenticated } from "../refusal.ts";

/** Who may read the schema: everybody, whoever has a credential, or nobody. */
export type Introspection = "public" | "authenticated" | "off";

/** Parses with a ceiling on tokens: what is longer is refused before it is built. */
export function parseWithin(source: string | Source, options?: ParseOptions): DocumentNode {
  try {
    const document = parse(source, { ...options, maxTokens: LIMITS.tokens });
    assertShallowLiterals(document);
    return document;
  } catch (e) {
    if (e instanceof GraphQLError && e.source) atMost(LIMITS.tokens, tokensIn(e.source), "tokens or more");
    throw e;
  }
}

/** Counts up to just over the limit. Text that cannot be cut into tokens counts as little as it is. */
function tokensIn(source: Source): number {
  const lexer = new Lexer(source);
  for (let count = 0; count <= LIMITS.tokens; count++) {
    try {
      if (lexer.advance().kind === TokenKind.EOF) return count;
    } catch {
      return count;
    }
  }
  return LIMITS.tokens + 1;
}

const isField = (node: SelectionNode, ...names: string[]): boolean =>
  node.kind === Kind.FIELD && names.includes(node.name.value);

/**
 * Who may ask what at all, decided before anything else about a document is looked at. Where the schema is not
 * public, fragments and variables are not validated for those without a credential: what is wrong with them would
 * tell of the schema, name by name.
 *
 * @throws UNAUTHENTICATED for those without a credential, but for `__typename` and, where it is public, the schema
 */
export function assertMayAsk(
  { definitions }: DocumentNode,
  authenticated: boolean,
  introspection: Introspection,
): void {
  if (authenticated) return;
  const isPublic = introspection === "public";
  const open = isPublic ? ["__typename", "__schema", "__type"] : ["__typename"];
  const mayAsk = definitions.every((one) => {
    if (one.kind !== Kind.OPERATION_DEFINITION) return isPublic;
    const isBare = isPublic || !one.variableDefinitions?.length;
    return isBare && one.selectionSet.selections.every((node) => isField(node, ...open));
  });
  if (!mayAsk) throw unauthenticated();
}

/** @throws BAD_USER_INPUT when nobody may read the schema */
export function assertIntrospection(asked: boolean, introspection: Introspection): void {
  if (asked && introspection === "off")
    throw refuse("BAD_USER_INPUT", "The schema cannot be read here: introspection is off.");
}
