import * as Customer from "@switchboard/core/customer";
import * as Ticket from "@switchboard/core/ticket";
import { describe, expect, test } from "vitest";
import { testDesk } from "./desk.ts";
import { ERRORS, mutator, TICKET } from "./mutate.ts";

const t = await testDesk();
const { as, run, fresh } = mutator(t);

describe("refusals say what is wrong, and where", () => {
  test.each([
    [
      "an empty subject",
      "openTicket",
      () => ({ customerId: t.ids.eve, subject: "", text: "x" }),
      { __typename: "ValidationError", code: "VALIDATION", path: ["subject"] },
    ],
    [
      "a customer that is not there",
      "openTicket",
      () => ({ customerId: `cus_${"0".repeat(26)}`, subject: "x", text: "x" }),
      { __typename: "NotFoundError", code: "NOT_FOUND", path: ["customerId"] },
    ],
    ["an address that is none", "upsertCustomer", () => ({ email: "nobody" }), { code: "VALIDATION", path: ["email"] }],
    [
      "a tag in a list",
      "openTicket",
      () => ({ customerId: t.ids.eve, subject: "x", text: "x", tags: ["ok", "y".repeat(51)] }),
      { path: ["tags", "1"] },
    ],
  ])("%s", async (_, name, input, expected) => {
    const payload = await run(name, input(), name === "openTicket" ? "ticket { id }" : "customer { id }");
    expect(payload.errors[0]).toMatchObject(expected);
    expect([payload.ticket, payload.customer]).toContain(null);
  });

  test("too long a text names its limit", async () => {
    const text = JSON.stringify("é".repeat(32_769));
    const { data } = await as.ada(
      `mutation { openTicket(input: { customerId: "${t.ids.eve}", subject: "x", text: ${text} }) { ticket { id } ${ERRORS} } }`,
    );
    expect(data.openTicket).toMatchObject({
      ticket: null,
      errors: [{ code: "VALIDATION", path: ["text"], message: "Shorten this to at most 64 KB of text." }],
    });
  });

  test("every wrong value is named, not the first alone", async () => {
    const { errors } = await run("openTicket", { customerId: t.ids.eve, subject: "", text: " " }, TICKET);
    expect(errors.map((error: { path: string[] }) => error.path)).toEqual([["subject"], ["text"]]);
  });

  test("a step that is not allowed names those that are", async () => {
    const { id } = await fresh();
    expect((await run("closeTicket", { ticketId: id }, TICKET)).errors).toMatchObject([
      {
        __typename: "TransitionError",
        allowed: ["OPEN", "WAITING_ON_CUSTOMER", "WAITING_ON_THIRD_PARTY", "SNOOZED", "RESOLVED"],
        retryable: false,
      },
    ]);
  });

  test("one tag too many names the limit", async () => {
    const { id } = await fresh({ tags: Array.from({ length: 50 }, (_, n) => `t${n}`) });
    expect((await run("tagTicket", { ticketId: id, tags: ["more"] }, TICKET)).errors).toMatchObject([
      { __typename: "LimitError", code: "LIMIT", limit: 50, path: ["tags"] },
    ]);
  });

  test("a stale version is a conflict that names the current one", async () => {
    const { id, version } = await fresh();
    await run("addTicketNote", { ticketId: id, text: "first" }, TICKET);
    const stale = await run("changeTicketSubject", { ticketId: id, subject: "late", expectedVersion: version }, TICKET);
    expect(stale).toMatchObject({
      ticket: null,
      errors: [{ __typename: "ConflictError", code: "CONFLICT", retryable: true, currentVersion: version + 1 }],
    });
  });

  test("another workspace's ticket is as good as none", async () => {
    const eve = await Customer.getByEmail(t.as("elsewhere"), "eve@other.example");
    const theirs = await Ticket.open(t.as("elsewhere"), { customerId: eve?.id ?? "", subject: "x", text: "x" });
    const never = `tkt_${"0".repeat(26)}`;
    const [a, b] = await Promise.all(
      [theirs.object.id, never].map((ticketId) => run("resolveTicket", { ticketId }, TICKET)),
    );
    expect(JSON.stringify(a).replaceAll(theirs.object.id, never)).toBe(JSON.stringify(b));
    expect(b.errors[0].code).toBe("NOT_FOUND");
  });

  test("a malformed id ends the request, an operation that is not permitted too", async () => {
    expect(await run("resolveTicket", { ticketId: "17" }, TICKET)).toMatchObject({
      codes: ["BAD_USER_INPUT"],
      data: { resolveTicket: null },
    });
    const { id } = await fresh();
    expect(await run("resolveTicket", { ticketId: id }, TICKET, "eve")).toMatchObject({
      errors: [{ extensions: { code: "FORBIDDEN", permission: "ticket:status" } }],
    });
  });

  test("lone surrogates do not pass", async () => {
    const { ticket } = await run("openTicket", { customerId: t.ids.eve, subject: "a\ud800b", text: "x" }, TICKET);
    expect(ticket.subject).toBe("a\ufffdb");
  });
});

describe("a call that is sent again", () => {
  const input = () => ({ customerId: t.ids.eve, subject: "Once", text: "x", idempotencyKey: "key-1" });

  test("has no second effect and gets the same ids", async () => {
    const [a, b] = [await run("openTicket", input(), TICKET), await run("openTicket", input(), TICKET)];
    expect(b.ticket.id).toBe(a.ticket.id);
  });

  test("with another body is refused", async () => {
    await run("openTicket", input(), TICKET);
    const other = await run("openTicket", { ...input(), subject: "Twice" }, TICKET);
    expect(other.errors).toMatchObject([
      { __typename: "ConflictError", code: "IDEMPOTENCY_MISMATCH", path: ["idempotencyKey"], retryable: false },
    ]);
  });

  test("a close that is replayed answers as it did", async () => {
    const { id } = await fresh();
    await Ticket.resolve(t.as("ada"), { ticketId: id });
    const close = { ticketId: id, idempotencyKey: "close-1" };
    await run("closeTicket", close, TICKET);
    expect(await run("closeTicket", close, TICKET)).toMatchObject({ ticket: { status: "CLOSED" }, errors: [] });
  });
});
