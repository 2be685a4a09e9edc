import { invalid } from "../../kernel/index.ts";
import { type Config, kindOf } from "../../workspace/index.ts";
import type { Ticket } from "../schema/index.ts";

/** @throws VALIDATION for a kind the workspace has not */
export function assertKind(config: Config, kind: Ticket["kind"]): void {
  if (kindOf(config, kind).enabled) return;
  throw invalid("This workspace has no tickets of this kind; `workspace { kinds }` lists those it has.", ["kind"]);
}

/** While a workspace has no categories any text is one. @throws VALIDATION */
export function assertCategory({ categories }: Config, category: string): void {
  if (categories.length === 0 || categories.some(({ key, retired }) => key === category && !retired)) return;
  throw invalid(`There is no category "${category}" to choose; \`workspace { categories }\` lists them, by key.`, [
    "category",
  ]);
}

/** @throws VALIDATION */
export function assertTeam({ teams }: Config, team: string): void {
  if (teams.some(({ key }) => key === team)) return;
  const known = teams.map(({ key }) => key).join(", ") || "none";
  throw invalid(`There is no team "${team}"; there are: ${known}.`, ["team"]);
}
