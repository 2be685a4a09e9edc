import { SUPPORT_ADDRESS } from "./seed/company.ts";
import type { Platform } from "./start.ts";

/** What somebody who typed `npm start` wants to know. */
export function banner({ url, urls, tokens }: Platform, data: string): string {
  const mailIn = `curl --data-binary @message.eml "${urls.mail}?to=${SUPPORT_ADDRESS.address}&from=you@example.com"`;
  return [
    "",
    "  Switchboard is running.",
    "",
    `  Try the API    ${url}/`,
    `  GraphQL        ${urls.graphql}`,
    `  Mail that      ${url}/local/mailbox`,
    "  went out",
    `  Send mail in   ${mailIn}`,
    `  Data           ${data === "memory" ? "in memory, gone with this process" : data}`,
    "",
    "  An admin's token (`--json` prints one for every role):",
    "",
    `  ${tokens.admin}`,
    "",
  ].join("\n");
}
