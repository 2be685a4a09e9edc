import { PAGE_MAX } from "@switchboard/core/kernel";
import { LIMITS } from "@switchboard/graphql";

const grouped = (n: number): string => n.toLocaleString("en-US");
const kib = (bytes: number): string => `${bytes / 1024} KiB`;

/** Typed by the limits themselves: a new one that is not explained here does not compile. */
const ROWS: Readonly<Record<keyof typeof LIMITS, readonly [what: string, limit: (n: number) => string]>> = {
  bodyBytes: ["a request's body, or its URL", kib],
  tokens: ["tokens of a document", grouped],
  depth: ["levels of fields", grouped],
  introspectionDepth: ["levels under `__schema` and `__type`", grouped],
  introspectionFields: ["fields that read the schema", grouped],
  aliases: ["aliases, those of `__typename` included", grouped],
  rootFields: ["fields at the root", grouped],
  directives: ["directives", grouped],
  operations: ["operations in a document, and in a request", grouped],
  variables: ["variables, declared or given", grouped],
  variableBytes: ["variables together", kib],
  valueDepth: ["levels of lists and objects in a value, of the document or of variables", grouped],
  cost: ["points of cost", grouped],
};

export function doorPage(): string {
  const rows = Object.entries(ROWS).map(
    ([name, [what, limit]]) => `| ${what} | ${limit(LIMITS[name as keyof typeof LIMITS])} |`,
  );
  return `${INTRO}
| of | at most |
|---|---|
${rows.join("\n")}
| items of a page, ids of \`nodes\` | 1 to ${PAGE_MAX} |

${REST}`;
}

const INTRO = `# Limits at the door

What one request may ask for. Each limit is checked before anything is read, fragments counted wherever they are spread and
variables with the values they have. Over it the answer is \`COST_LIMIT\` (\`BAD_USER_INPUT\` for pages, ids and operations), and
its message names the limit.
`;

const REST = `The points of a query are those of its fields times the sizes of the pages around them. \`extensions.cost\` of
every answer that got so far has them; over the limit the message says how many they were. An item of a page costs one at
least, and a change of many tickets as much as each of them alone. Reading the schema costs 100, however much of it.

- One operation in a request: lists of them are not taken. JSON in (\`content-type: application/json\`) and JSON out; forms,
  parts and text are refused with 415.
- GET asks queries alone, and only with \`accept: application/json\` or \`application/graphql-response+json\` in words.
- At most ten errors are listed, each of 400 characters; none guesses at names. Of wrong variables the first three.
- Who may read the schema is a setting: \`api.introspection\` in [settings](settings.md).
- Work is bounded too: a body is read to its limit and let go, a document is looked at once, and both end at the first limit
  that is passed. \`npm run bench\` prints what hostile requests take.

## Headers

Every answer of the deployed API has them, refusals, preflights, the health check and what is not there included; locally
every answer of \`/graphql\`.

| header | value |
|---|---|
| \`x-request-id\` | what the log calls the request; an \`INTERNAL\` error has it as \`extensions.requestId\` too. What a caller sends under this name is not used |
| \`x-content-type-options\` | \`nosniff\` |
| \`referrer-policy\` | \`no-referrer\` |
| \`content-security-policy\` | \`default-src 'none'; frame-ancestors 'none'\` |
| \`strict-transport-security\` | \`max-age=31536000; includeSubDomains\` |
| \`cross-origin-resource-policy\` | \`same-origin\`; \`cross-origin\` to an origin that is let in |
| \`cache-control\` | \`private, no-store\`, or \`no-store\` |

## Pages of other origins

None may call the API until \`api.corsOrigins\` names them ([settings](settings.md)): whole origins, \`https://app.example.com\`, or
\`http://localhost:5173\` while you build one; no patterns. They send their token in \`authorization\`; cookies mean nothing
here. They may send \`authorization\`, \`content-type\`, \`x-act-as\` and \`x-request-id\` by POST and GET, and read \`retry-after\` and
\`x-request-id\`. An origin that is not named gets no such header at all. The function answers preflights itself; the function
URL and CloudFront add nothing.

## Logs

One line for each request of \`/graphql\`, and one for each error of ours: [operations](operations.md#logs-and-privacy).
`;
