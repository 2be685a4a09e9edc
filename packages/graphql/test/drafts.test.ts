import { expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

const DRAFT = "draft { kind text revision savedBy { kind id } }";
const read = async (id: string, fields: string, who: keyof typeof as = "ada") =>
  as[who](`query ($id: ID!) { ticket(id: $id) { ${fields} } }`, { id });

test("a draft is saved, seen by the others of the desk, and refused over a revision that is no longer there", async () => {
  const { id: ticketId } = await fresh();
  const input = { ticketId, kind: "REPLY", text: "Dear Eve", expectedRevision: 0 };
  const { draft, errors } = await run("saveTicketDraft", input, DRAFT);
  expect(errors).toEqual([]);
  expect(draft).toMatchObject({ kind: "REPLY", text: "Dear Eve", savedBy: { kind: "AGENT", id: t.ids.ada } });
  const late = await run("saveTicketDraft", { ...input, text: "Hello" }, DRAFT, "admin");
  expect(late.errors).toMatchObject([
    { __typename: "ConflictError", path: ["expectedRevision"], currentVersion: draft.revision },
  ]);
  expect((await read(ticketId, "drafts { text }", "admin")).data.ticket).toEqual({ drafts: [{ text: "Dear Eve" }] });
  expect((await read(ticketId, "drafts { text }", "eve")).codes).toEqual(["FORBIDDEN"]);
  await run("replyToTicket", { ticketId, text: "Dear Eve, done.", discardDraft: true }, "ticket { id }");
  expect((await read(ticketId, "drafts { text }")).data.ticket).toEqual({ drafts: [] });
  await run("saveTicketDraft", input, DRAFT);
  expect((await run("discardTicketDraft", { ticketId, kind: "REPLY" }, "ticket { drafts { text } }")).ticket).toEqual({
    drafts: [],
  });
});

test("who is on a ticket shows to the others, and not to the customer", async () => {
  const { id: ticketId } = await fresh();
  const seen = await run(
    "announceTicketPresence",
    { ticketId, activity: "TYPING" },
    "ticket { presence { activity } }",
  );
  expect(seen).toMatchObject({ errors: [], ticket: { presence: [] } });
  expect((await read(ticketId, "presence { activity agent { name } }", "admin")).data.ticket).toEqual({
    presence: [{ activity: "TYPING", agent: { name: "Ada" } }],
  });
  expect((await read(ticketId, "presence { activity }", "eve")).codes).toEqual(["FORBIDDEN"]);
});
