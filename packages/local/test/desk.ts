import type { Ctx } from "@switchboard/core";
import * as Ticket from "@switchboard/core/ticket";
import { type Platform, startPlatform } from "../src/index.ts";
import type { PlatformOptions } from "../src/options.ts";

export const SUPPORT = "support@northwind-bikes.example";

export const start = (options: PlatformOptions = {}): Promise<Platform> =>
  startPlatform({ port: 0, data: "memory", seed: "none", clock: "manual", log: "info", ...options });

/** A context of whoever a token is for. */
export function ctxOf(platform: Platform, role: keyof Platform["tokens"]): Ctx {
  const claims = JSON.parse(Buffer.from(platform.tokens[role].split(".")[1] ?? "", "base64url").toString()) as {
    sub: string;
  };
  const { workspace: workspaceId } = platform;
  if (role === "customer") return platform.desk.as({ kind: "customer", workspaceId, customerId: claims.sub });
  return platform.desk.as({ kind: "agent", workspaceId, agentId: claims.sub });
}

export interface Written {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly headers?: readonly string[];
}

let count = 0;
export function message({
  from = "eve@example.com",
  to = SUPPORT,
  subject = "Help",
  text = "It squeaks.",
  headers = [],
}: Written = {}) {
  const id = `Message-ID: <m${++count}@mail.example>`;
  return [`From: Eve <${from}>`, `To: ${to}`, `Subject: ${subject}`, id, ...headers, "", text, ""].join("\r\n");
}

/** Takes in a mail, and gives the newest ticket. */
export async function mailIn(platform: Platform, written: Written = {}): Promise<Ticket.TicketSummary> {
  const { from = "eve@example.com", to = SUPPORT } = written;
  await platform.receive(message(written), { to: [to], from });
  await platform.settle();
  const tickets = await Ticket.listByActivity(
    ctxOf(platform, "lead"),
    { status: [...Ticket.STATUSES] },
    { first: 100 },
  );
  const newest = tickets.edges.map(({ node }) => node).sort((a, b) => b.number - a.number)[0];
  if (!newest) throw new Error("no ticket");
  return newest;
}

export const post = (url: string, body?: unknown): Promise<Response> =>
  fetch(url, {
    method: "POST",
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });

export const getJson = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

export const header = (raw: string, name: string): string =>
  new RegExp(`^${name}:((?:.|\\r?\\n[ \\t])*)`, "im").exec(raw)?.[1]?.replace(/\s+/g, " ").trim() ?? "";
