import { isMailRefusal } from "@switchboard/core/port";
import { describe, expect, test } from "vitest";
import { sesMailer } from "../../src/adapter/ses.ts";
import { type Answer, standIn } from "./standIn.ts";

const XMLNS = "http://ses.amazonaws.com/doc/2010-12-01/";
const taken: Answer = {
  body: `<SendRawEmailResponse xmlns="${XMLNS}"><SendRawEmailResult><MessageId>0100-abc-000000</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendRawEmailResponse>`,
};
const refused = (status: number, code: string): Answer => ({
  status,
  body: `<ErrorResponse xmlns="${XMLNS}"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});

const mail = {
  from: "Acme <support@acme.example>",
  to: ["eve@example.com", "bob@example.com"],
  raw: Buffer.from("Subject: hi\r\n\r\nhello"),
  tags: { delivery: "dlv_1", workspace: "main" },
};

describe("sesMailer", () => {
  test("sends the raw bytes to exactly the given recipients, with tags and configuration set", async () => {
    await using ses = await standIn(() => taken);
    const mailer = sesMailer({ ...ses.config, configurationSet: "support" });
    expect(await mailer.send(mail)).toEqual({ messageId: "0100-abc-000000" });
    const form = new URLSearchParams(ses.seen[0]?.body.toString());
    expect(Object.fromEntries(form)).toMatchObject({
      Action: "SendRawEmail",
      Source: mail.from,
      "Destinations.member.1": "eve@example.com",
      "Destinations.member.2": "bob@example.com",
      "RawMessage.Data": mail.raw.toString("base64"),
      "Tags.member.1.Name": "delivery",
      "Tags.member.1.Value": "dlv_1",
      ConfigurationSetName: "support",
    });
  });

  test.each([
    ["Throttling", 400, "throttled"],
    ["TooManyRequestsException", 429, "throttled"],
    ["AccountSendingPausedException", 400, "throttled"],
    ["AccessDenied", 403, "throttled"],
    ["MessageRejected", 400, "rejected"],
    ["MailFromDomainNotVerifiedException", 400, "rejected"],
    ["InvalidParameterValue", 400, "rejected"],
  ])("%s (%i) is a refusal: %s, after one attempt", async (code, status, reason) => {
    await using ses = await standIn(() => refused(status, code));
    const error = await sesMailer(ses.config)
      .send(mail)
      .catch((e: unknown) => e);
    expect(isMailRefusal(error) && error.reason).toBe(reason);
    expect(ses.seen).toHaveLength(1);
  });

  test.each([
    ["a 500", refused(500, "InternalFailure")],
    ["a 503", refused(503, "ServiceUnavailable")],
    ["a 408", refused(408, "RequestTimeout")],
    ["a cut connection", { cut: true }],
  ])("after %s nobody can know: no refusal, one attempt", async (_, answer) => {
    await using ses = await standIn(() => answer);
    const error = await sesMailer(ses.config)
      .send(mail)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Error);
    expect(isMailRefusal(error)).toBe(false);
    expect(ses.seen).toHaveLength(1);
  });
});
