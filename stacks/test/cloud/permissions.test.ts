import { describe, expect, inject, test } from "vitest";
import { act, type Done, exchange, mailIn, run } from "./desk.ts";
import { SUPPORT } from "./setup.ts";
import { withoutPermission, withoutResource } from "./strip.ts";

const deployed = inject("deployed");

describe("a permission that the deploy forgot", () => {
  test.each<readonly [owner: string, action: string]>([
    ["RelayRole", "events:PutEvents"],
    ["ReactionsRole", "ses:SendRawEmail"],
    ["TicketRepliedSendMailPolicy", "sqs:SendMessage"],
  ])("%s without %s: no mail goes out, and the refusal is seen", async (owner, action) => {
    const recording = withoutPermission(deployed.recording, owner, action);
    await using running = await run({ ...deployed, recording });
    const { cloud } = running;
    await exchange(running, "Forgotten");
    expect(cloud.sentMail()).toEqual([]);
    expect(cloud.refusals()).toContainEqual(expect.objectContaining({ action }));
  });

  test("ReactionsRole without ses:SendRawEmail: nothing is acknowledged, and the refusal is seen", async () => {
    const action = "ses:SendRawEmail";
    const recording = withoutPermission(deployed.recording, "ReactionsRole", action);
    await using running = await run({ ...deployed, recording });
    const { cloud } = running;
    await act(running, "changeSupportAddress", {
      address: SUPPORT,
      acknowledgement: { open: "builtin.acknowledgement" },
    });
    await mailIn(running);
    expect(cloud.sentMail()).toEqual([]);
    expect(cloud.refusals()).toContainEqual(expect.objectContaining({ action }));
  });

  test("ApiRole without ses:SendRawEmail: a test mail says that it was refused", async () => {
    const recording = withoutPermission(deployed.recording, "ApiRole", "ses:SendRawEmail");
    await using running = await run({ ...deployed, recording });
    const sent = await act<Done & { delivery: { status: string } }>(
      running,
      "sendTestMail",
      { to: "ada@acme.example" },
      "delivery { status }",
    );
    expect(sent.delivery.status).not.toBe("SENT");
    expect(running.cloud.sentMail()).toEqual([]);
    expect(running.cloud.refusals()).toContainEqual(expect.objectContaining({ action: "ses:SendRawEmail" }));
  });

  test.each(["MailInPermission", "RawMailPolicy"])("no %s: SES cannot bring mail in", async (name) => {
    const recording = withoutResource(deployed.recording, name);
    await using running = await run({ ...deployed, recording });
    await expect(mailIn(running)).rejects.toThrow(/SES may not/);
  });

  test("MailInRole without sqs:SendMessage: even its dead letter is refused, and that is seen", async () => {
    const recording = withoutPermission(deployed.recording, "MailInRole", "sqs:SendMessage");
    await using running = await run({ ...deployed, recording });
    const { cloud } = running;
    cloud.faults.crash(cloud.nameOf("mail-in"), "before", { times: 3 });
    await mailIn(running);
    expect(cloud.letters()).toEqual([]);
    expect(cloud.refusals()).toMatchObject([{ action: "sqs:SendMessage" }]);
  });
});
