import * as Ticket from "@switchboard/core/ticket";
import { caller } from "./call.ts";
import type { TestDesk } from "./desk.ts";

export const ERRORS =
  "errors { __typename code message path retryable ... on TransitionError { allowed } ... on ConflictError { currentVersion ids } ... on LimitError { limit } }";
export const TICKET = "ticket { id status version subject priority kind category tags snoozedUntil assignee { name } }";

/** Runs mutations as somebody, by name and input. */
export function mutator(t: TestDesk) {
  const as = { ada: caller(t.server, "ada"), admin: caller(t.server, "admin"), eve: caller(t.server, "eve") };

  /** The payload of one mutation, or the whole answer when there is none. */
  async function run(
    name: string,
    input: Readonly<Record<string, unknown>>,
    fields: string,
    who: keyof typeof as = "ada",
  ) {
    const Name = name.charAt(0).toUpperCase() + name.slice(1);
    const query = `mutation ($input: ${Name}Input!) { ${name}(input: $input) { ${fields} ${ERRORS} } }`;
    const answer = await as[who](query, { input });
    return answer.data?.[name] ?? answer;
  }

  const fresh = async (extra: object = {}) =>
    (await Ticket.open(t.as("ada"), { customerId: t.ids.eve, subject: "Help", text: "Please.", ...extra })).object;

  return { as, run, fresh };
}
