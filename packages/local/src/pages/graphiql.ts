import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
import * as Ticket from "@switchboard/core/ticket";
import { graphiqlPage, type Sample } from "@switchboard/graphql/graphiql";
import type { Answer } from "../http/call.ts";
import type { Parts } from "../platform.ts";
import { WORKSPACE_ID } from "../setup.ts";

/** Whom the page speaks for, and a customer to try things on. */
export interface Shown {
  readonly token: string;
  readonly agentId: string;
  readonly customerId: string;
}

/** The editor with ready-made operations in its tabs, as a representative. */
export async function graphiql(parts: Parts, shown: Shown): Promise<Answer> {
  const { token } = shown;
  const page = graphiqlPage({
    render: renderGraphiQL,
    endpoint: "/graphql",
    token,
    sample: await sampleOf(parts, shown),
  });
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    body: page,
  };
}

/** A ticket that is there, so that every tab answers. */
async function sampleOf({ desk }: Parts, { agentId, customerId }: Shown): Promise<Sample> {
  const ctx = desk.as({ kind: "agent", workspaceId: WORKSPACE_ID, agentId });
  const { edges } = await Ticket.listByActivity(ctx, {}, { first: 1 });
  return { agentId, customerId, ticketId: edges[0]?.node.id ?? "tkt_open-one-first" };
}
