import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

const read = (id: string, fields: string, who: keyof typeof as = "ada") =>
  as[who](`query ($id: ID!) { ticket(id: $id) { ${fields} } }`, { id });

test("a ticket sleeps until another ends, and staff see which", async () => {
  const [one, other] = [await fresh(), await fresh()];
  const input = { ticketId: one.id, untilResolved: other.id, untilAnswered: false };
  expect((await run("snoozeTicket", input, "ticket { id }")).errors).toMatchObject([{ path: ["untilResolved"] }]);
  await run("linkTickets", { ticketId: one.id, kind: "RELATES", otherId: other.id }, "ticket { id }");
  const slept = await run("snoozeTicket", input, "ticket { status snoozedUntil waitsFor { id } }");
  expect(slept).toMatchObject({
    errors: [],
    ticket: { status: "SNOOZED", snoozedUntil: null, waitsFor: { id: other.id } },
  });
  expect((await read(one.id, "waitsFor { id }", "eve")).codes).toEqual(["FORBIDDEN"]);
  expect((await run("snoozeTicket", { ticketId: one.id }, "ticket { id }")).errors).toMatchObject([
    { path: ["until"] },
  ]);
});
