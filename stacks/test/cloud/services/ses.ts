import { ACCOUNT } from "../../offline/account.ts";
import { type Call, type Reply, type Service, ServiceError } from "../endpoint.ts";
import type { Outbox } from "../mail.ts";

const MAX_BYTES = 10 * 1024 * 1024;

/** SES's Query protocol: the one call that sends a message as it is. */
export const ses = (outbox: Outbox, region: string): Service => ({
  refuse: ({ code, message, status }) => ({
    status,
    headers: { "content-type": "text/xml" },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code === "AccessDeniedException" ? "AccessDenied" : code}</Code><Message>${message}</Message></Error><RequestId>cloud</RequestId></ErrorResponse>`,
  }),
  async handle(call: Call): Promise<Reply> {
    const form = new URLSearchParams(call.body.toString("utf8"));
    const action = form.get("Action");
    if (action !== "SendRawEmail") throw new ServiceError("InvalidAction", `${action}`);
    const from = form.get("Source") ?? "";
    const configurationSet = form.get("ConfigurationSetName");
    const arn = (resource: string) => `arn:aws:ses:${region}:${ACCOUNT}:${resource}`;
    const identity = outbox.identityOf(from);
    if (identity === null) throw new ServiceError("MessageRejected", `Email address is not verified: ${from}`);
    const facts = { "ses:fromaddress": addressOf(from) };
    call.need("ses:SendRawEmail", arn(`identity/${identity}`), facts);
    if (configurationSet !== null) call.need("ses:SendRawEmail", arn(`configuration-set/${configurationSet}`), facts);
    const raw = Buffer.from(form.get("RawMessage.Data") ?? "", "base64");
    if (raw.byteLength > MAX_BYTES) throw new ServiceError("MessageRejected", "too large");
    const id = outbox.take({ from, to: members(form, "Destinations"), tags: tagsOf(form), raw, configurationSet });
    return {
      status: 200,
      headers: { "content-type": "text/xml" },
      body: `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${id}</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>cloud</RequestId></ResponseMetadata></SendRawEmailResponse>`,
    };
  },
});

const addressOf = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from;

function members(form: URLSearchParams, name: string): readonly string[] {
  const values: string[] = [];
  for (let i = 1; form.has(`${name}.member.${i}`); i++) values.push(form.get(`${name}.member.${i}`) ?? "");
  return values;
}

function tagsOf(form: URLSearchParams): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (let i = 1; form.has(`Tags.member.${i}.Name`); i++)
    tags[form.get(`Tags.member.${i}.Name`) ?? ""] = form.get(`Tags.member.${i}.Value`) ?? "";
  return tags;
}
