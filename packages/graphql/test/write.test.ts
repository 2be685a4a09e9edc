import * as Ticket from "@switchboard/core/ticket";
import { describe, expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { mutator, TICKET } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

describe("a ticket's life", () => {
  test("opened, worked on, answered, closed", async () => {
    const opened = await run(
      "openTicket",
      {
        customerId: t.ids.eve,
        subject: "Card stolen",
        text: "Block it!",
        channel: "PHONE",
        kind: "INCIDENT",
        priority: "URGENT",
        category: "cards",
        tags: ["Fraud", "fraud"],
        from: "CUSTOMER",
      },
      TICKET,
    );
    expect(opened).toMatchObject({
      errors: [],
      ticket: { status: "NEW", tags: ["fraud"], priority: "URGENT", kind: "INCIDENT", category: "cards" },
    });
    const ticketId = opened.ticket.id;
    const step = async (name: string, input: object, who: "ada" | "eve" = "ada") => {
      const payload = await run(name, { ticketId, ...input }, TICKET, who);
      expect(payload.errors).toEqual([]);
      return payload.ticket;
    };
    expect(await step("assignTicket", { assigneeId: t.ids.ada })).toMatchObject({ assignee: { name: "Ada" } });
    expect(await step("unassignTicket", {})).toMatchObject({ assignee: null });
    expect(await step("changeTicketPriority", { priority: "LOW" })).toMatchObject({ priority: "LOW" });
    expect(await step("changeTicketKind", { kind: "RETURN" })).toMatchObject({ kind: "RETURN" });
    expect(await step("changeTicketCategory", { category: null })).toMatchObject({ category: null });
    expect(await step("changeTicketSubject", { subject: "New words" })).toMatchObject({ subject: "New words" });
    expect(await step("tagTicket", { tags: ["a", "b"] })).toMatchObject({ tags: ["fraud", "a", "b"] });
    expect(await step("untagTicket", { tags: ["fraud"] })).toMatchObject({ tags: ["a", "b"] });
    expect(await step("addTicketNote", { text: "Hm." })).toMatchObject({ status: "NEW" });
    expect(await step("snoozeTicket", { until: "2026-11-03T09:00:00Z" })).toMatchObject({
      status: "SNOOZED",
      snoozedUntil: "2026-11-03T09:00:00.000Z",
    });
    expect(await step("changeTicketStatus", { status: "WAITING_ON_THIRD_PARTY" })).toMatchObject({
      status: "WAITING_ON_THIRD_PARTY",
    });
    expect(await step("replyToTicket", { text: "On it.", status: "OPEN" })).toMatchObject({ status: "OPEN" });
    expect(await step("resolveTicket", {})).toMatchObject({ status: "RESOLVED" });
    expect(await step("addCustomerMessage", { text: "Still broken" }, "eve")).toMatchObject({ status: "OPEN" });
    expect(await step("resolveTicket", {})).toMatchObject({ status: "RESOLVED" });
    expect(await step("reopenTicket", {})).toMatchObject({ status: "OPEN" });
    await step("resolveTicket", {});
    expect(await step("closeTicket", {})).toMatchObject({ status: "CLOSED" });
  });

  test("an entry is blanked for good", async () => {
    const { id } = await fresh();
    const [said] = (await Ticket.entries(t.as("ada"), id)).edges;
    const payload = await run(
      "redactTicketEntry",
      { ticketId: id, entryId: said?.node.id, reason: "private" },
      "ticket { entries { edges { node { redacted } } } }",
      "admin",
    );
    expect(payload.ticket.entries.edges[0].node.redacted).toBe(true);
  });
});

describe("people and the workspace", () => {
  test("a customer is made, found and changed", async () => {
    const input = { email: "Zoe@Example.com", name: "Zoe", tier: "VIP" };
    const fields = "outcome customer { id email tier version }";
    const made = await run("upsertCustomer", input, fields);
    expect(made).toMatchObject({ outcome: "CREATED", errors: [], customer: { email: "Zoe@example.com", tier: "VIP" } });
    expect(await run("upsertCustomer", input, fields)).toMatchObject({ outcome: "NOOP" });
    expect(await run("upsertCustomer", { ...input, name: "Zoë" }, fields)).toMatchObject({ outcome: "UPDATED" });
    const changed = await run(
      "updateCustomer",
      { customerId: made.customer.id, locale: "fr", expectedVersion: 2 },
      "customer { locale }",
    );
    expect(changed).toEqual({ customer: { locale: "fr" }, errors: [] });
  });

  test("an agent joins, changes, goes and comes back", async () => {
    const made = await run(
      "createAgent",
      { name: "Bob", email: "bob@x.example", roles: ["REPRESENTATIVE", "TEAM_LEAD"] },
      "agent { id roles }",
      "admin",
    );
    expect(made.agent.roles).toEqual(["REPRESENTATIVE", "TEAM_LEAD"]);
    const agentId = made.agent.id;
    expect(await run("changeAgentProfile", { agentId, name: "Rob" }, "agent { name }", "admin")).toMatchObject({
      agent: { name: "Rob" },
    });
    expect(await run("changeAgentRoles", { agentId, roles: ["TRAINER"] }, "agent { roles }", "admin")).toMatchObject({
      agent: { roles: ["TRAINER"] },
    });
    expect(await run("suspendAgent", { agentId }, "agent { status }", "admin")).toMatchObject({
      agent: { status: "SUSPENDED" },
    });
    expect(await run("reinstateAgent", { agentId }, "agent { status }", "admin")).toMatchObject({
      agent: { status: "ACTIVE" },
    });
    const taken = await run(
      "createAgent",
      { name: "B", email: "BOB@x.example", roles: ["TRAINER"] },
      "agent { id }",
      "admin",
    );
    expect(taken.errors).toMatchObject([
      { __typename: "ConflictError", code: "ALREADY_EXISTS", path: ["email"], currentVersion: null },
    ]);
  });

  test("the workspace is set up", async () => {
    const fields =
      "workspace { configVersion version settings { autoCloseDays followUp { policy days } } supportAddresses { address name } }";
    const changed = await run(
      "changeWorkspaceSettings",
      { autoCloseDays: 9, followUp: { policy: "NEW_TICKET", days: null } },
      fields,
      "admin",
    );
    expect(changed.workspace).toMatchObject({
      configVersion: 2,
      settings: { autoCloseDays: 9, followUp: { policy: "NEW_TICKET", days: 7 } },
    });
    const added = await run("addSupportAddress", { address: "help@acme.example", name: "Acme" }, fields, "admin");
    expect(added.workspace.supportAddresses).toEqual([{ address: "help@acme.example", name: "Acme" }]);
    const told =
      "workspace { supportAddresses { address team kind brand footer followUp { policy days } acknowledgement { open } } }";
    const treatment = { address: "help@acme.example", kind: "RETURN", brand: "Acme", followUp: { days: 3 } };
    const treated = await run("changeSupportAddress", treatment, told, "admin");
    expect(treated.workspace.supportAddresses).toMatchObject([
      { kind: "RETURN", brand: "Acme", team: null, followUp: { policy: "NEW_TICKET", days: 3 }, acknowledgement: null },
    ]);
    const bare = { address: "help@acme.example", without: ["KIND", "FOLLOW_UP", "BRAND"] };
    expect((await run("changeSupportAddress", bare, told, "admin")).workspace.supportAddresses).toMatchObject([
      { kind: null, brand: null, followUp: null },
    ]);
    const stale = await run(
      "removeSupportAddress",
      { address: "help@acme.example", expectedVersion: 1 },
      fields,
      "admin",
    );
    expect(stale.errors).toMatchObject([{ code: "CONFLICT", currentVersion: 5 }]);
    const gone = await run("removeSupportAddress", { address: "help@acme.example" }, fields, "admin");
    expect(gone.workspace.supportAddresses).toEqual([]);
  });

  test("a file is announced, uploaded, sent and downloaded", async () => {
    const { upload } = await run(
      "requestAttachmentUpload",
      { name: "../../photo.png", contentType: "image/png", size: 3 },
      "upload { attachmentId url method headers { name value } expiresAt }",
    );
    expect(upload).toMatchObject({
      method: "PUT",
      headers: [{ name: "content-type", value: "image/png" }],
      expiresAt: "2026-11-02T09:15:00.000Z",
    });
    await t.blobs.put(upload.url.replace("memory:", ""), new Uint8Array(3), "image/png");
    const { id } = await fresh();
    const sent = await run(
      "replyToTicket",
      { ticketId: id, text: "See", attachmentIds: [upload.attachmentId] },
      "ticket { entries(first: 1) { edges { node { attachments { id name size contentType inline contentId url } } } } }",
    );
    expect(sent.ticket.entries.edges[0].node.attachments).toEqual([
      {
        id: upload.attachmentId,
        name: "photo.png",
        size: 3,
        contentType: "image/png",
        inline: false,
        contentId: null,
        url: upload.url,
      },
    ]);
  });
});

test("several mutations in one request run in order, each seeing what those before it did", async () => {
  const { id } = await fresh();
  const { data } = await as.ada(`mutation {
    a: assignTicket(input: { ticketId: "${id}", assigneeId: "${t.ids.ada}" }) { ticket { customer { name } } }
    b: updateCustomer(input: { customerId: "${t.ids.eve}", name: "Eva" }) { customer { name } }
    c: addTicketNote(input: { ticketId: "${id}", text: "!" }) { ticket { assignee { name } customer { name } } } }`);
  expect(data).toEqual({
    a: { ticket: { customer: { name: "Eve" } } },
    b: { customer: { name: "Eva" } },
    c: { ticket: { assignee: { name: "Ada" }, customer: { name: "Eva" } } },
  });
});
