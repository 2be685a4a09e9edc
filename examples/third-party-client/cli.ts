import { main } from "./index.ts";

// oxlint-disable-next-line node/no-process-env -- a program's own settings
const { GRAPHQL_URL, TOKEN, EMAIL = "eve@example.com" } = process.env;
if (!GRAPHQL_URL || !TOKEN) throw new Error("Set GRAPHQL_URL and TOKEN: `npm start -- --json` prints both.");
await main({ url: GRAPHQL_URL, token: TOKEN, email: EMAIL });
