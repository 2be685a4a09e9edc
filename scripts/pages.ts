import { agent } from "@switchboard/core/agent";
import { app } from "@switchboard/core/app";
import { company } from "@switchboard/core/company";
import { customer } from "@switchboard/core/customer";
import { escalation, handOverAggregate } from "@switchboard/core/escalation";
import { incident } from "@switchboard/core/incident";
import { type AnyAggregate, ERRORS, type EventCatalogue } from "@switchboard/core/kernel";
import { delivery, inbound } from "@switchboard/core/mail";
import { sla } from "@switchboard/core/sla";
import { ticket } from "@switchboard/core/ticket";
import { view } from "@switchboard/core/view";
import { workspace } from "@switchboard/core/workspace";
import * as z from "zod";
import { costPage } from "./cost/page.ts";
import { doorPage } from "./doorPage.ts";
import { permissionsPage } from "./permissionsPage.ts";
import { settingsSchema, settingsTable } from "./settingsPage.ts";

const NOTE = "<!-- Made from the code by `npm run docs`. Change the code, not this page. -->\n\n";
const AGGREGATES: readonly AnyAggregate[] = [
  workspace,
  agent,
  app,
  company,
  customer,
  ticket,
  view,
  sla,
  incident,
  escalation,
  handOverAggregate,
  inbound,
  delivery,
];

/** The generated pages of docs/, by path. */
export const pages = (): Readonly<Record<string, string>> => ({
  "docs/events.md": eventsPage(),
  "docs/errors.md": errorsPage(),
  "docs/permissions.md": `${NOTE}${permissionsPage()}`,
  "docs/cost.md": `${NOTE}${costPage()}`,
  "docs/door-limits.md": `${NOTE}${doorPage()}`,
  "docs/settings.md": settingsPage(),
  "stacks/settings.schema.json": settingsSchema(),
});

function eventsPage(): string {
  const intro = `# Event catalogue

Every change is an event: one row that is timeline entry, audit record and outbox record at once. On the bus it has
\`source: "switchboard"\`, its type as \`detail-type\`, and in \`detail\` where it stands (\`workspaceId\`, \`aggregateId\`,
\`sequence\`, \`revision\`), who and when (\`actor\`, \`onBehalfOf\`, \`at\`, \`occurredAt\`, \`origin\`), why (\`causationId\`,
\`correlationId\`) and its facts (\`payload\`). What people wrote stays in the table and can be blanked there.

The bus promises delivery, at least once, not order: order is \`sequence\`, per aggregate.
`;
  return NOTE + intro + AGGREGATES.map(aggregateSection).join("");
}

function aggregateSection(agg: AnyAggregate): string {
  const rows = Object.entries(agg.events as EventCatalogue).map(([type, spec]) => {
    const facts = fieldsOf(spec.payload).join(", ") || "none";
    const words = spec.content ? fieldsOf(spec.content).join(", ") : "";
    return `| \`${type}\` v${spec.version} | ${spec.visibility} | ${spec.editorial ? "yes" : "no"} | ${facts} | ${words} | ${spec.says} |`;
  });
  const head =
    "| event | seen by | raises the version | facts (on the bus) | content (never leaves the table) | what it says |\n|---|---|---|---|---|---|";
  return `\n## ${agg.name}\n\n${head}\n${rows.join("\n")}\n`;
}

function fieldsOf(schema: z.ZodType): readonly string[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { unrepresentable: "any" }) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.keys(properties).map((name) => `\`${name}${required.includes(name) ? "" : "?"}\``);
}

function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([code, { kind, top, retryable, says }]) => {
    const where = top ? "top-level error, `extensions.code`" : `in the payload, as \`${kind}\``;
    return `| \`${code}\` | ${where} | ${retryable ? "yes" : "no"} | ${says} |`;
  });
  return `${NOTE}# Error codes

Switch on the code, never on the message. In process every refusal is a \`SwitchboardError\` with \`code\`, \`issues\`
(message and path of each wrong value) and \`details\`. Over GraphQL a mutation carries expected refusals in
\`errors: [UserError!]!\` of its payload; a few end the whole request. No error ever leaves without a code.

| code | over GraphQL | retry as it is? | what it means |
|---|---|---|---|
${rows.join("\n")}
`;
}

const settingsPage = (): string => `${NOTE}# Settings of a deploy

They are in \`switchboard.json\` beside the \`sst.config.ts\`; none is needed. A variable of the environment overrides the
file, for what differs from stage to stage. A key or a \`DESK_\` variable that does not exist, and a value that cannot be,
ends \`sst deploy\` before anything is created, with the key named.

${settingsTable()}`;
