import { authorize, type Ctx, parse } from "../kernel/index.ts";
import { execute, load, need } from "../table/index.ts";
import * as Ticket from "../ticket/index.ts";
import { assertHeld, configInForce } from "../workspace/index.ts";
import { follow } from "./follow.ts";
import { ChangeTicketSkillsInput, type Route } from "./schema.ts";
import { route, routeIdOf } from "./store.ts";

/**
 * Says which skills a ticket asks for, in the place of what the rules say; with null the rules say so again. A ticket
 * that waits is decided about anew at once; one that somebody has stays theirs.
 *
 * @throws VALIDATION for a skill there is not, NOT_FOUND, TRANSITION when closed, FORBIDDEN
 * @example await Routing.changeTicketSkills(ctx, { ticketId, skills: { required: [{ skill: "german", level: 2 }] } });
 */
export async function changeTicketSkills(ctx: Ctx, raw: ChangeTicketSkillsInput): Promise<Route | null> {
  const input = parse(ChangeTicketSkillsInput, raw);
  const { ticketId, skills } = input;
  await authorize(ctx, "ticket:edit");
  const { config } = await configInForce(ctx);
  if (skills) {
    assertHeld(config, skills.required, ["skills", "required"]);
    assertHeld(config, skills.preferred, ["skills", "preferred"]);
  }
  const id = routeIdOf(ticketId);
  await execute(ctx, { name: "routing.changeTicketSkills", input }, async () => {
    const [found, before] = await Promise.all([
      need(ctx, Ticket.ticket, ticketId, { permission: "ticket:edit", path: ["ticketId"] }),
      load(ctx, route, id),
    ]);
    Ticket.assertNotClosed(found.state.status);
    const drafts = [{ type: "routing.skills_changed", payload: { ticketId, skills } }];
    return { changes: [{ agg: route, id, before, drafts }] };
  });
  await follow(ctx.as({ kind: "system", workspaceId: ctx.workspaceId, name: "routing" }), { ticketId });
  return (await load(ctx, route, id))?.state ?? null;
}
