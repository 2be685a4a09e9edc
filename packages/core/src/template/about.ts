import type * as Customer from "../customer/index.ts";
import { emailKey } from "../kernel/index.ts";
import type * as Ticket from "../ticket/index.ts";
import type * as Workspace from "../workspace/index.ts";

/** Whom and what a rendering is about. */
export interface About {
  readonly ticket?: Ticket.Ticket | undefined;
  readonly customer?: Customer.Customer | undefined;
  /** The support address that answers. */
  readonly address?: Workspace.SupportAddress | undefined;
  /** The agent who speaks. */
  readonly agentId?: string | undefined;
  readonly config: Workspace.Config;
}

/** The support address a ticket is answered from. */
export function addressOf(config: Workspace.Config, ticket: Ticket.Ticket | undefined) {
  const wanted = ticket?.address === undefined ? undefined : emailKey(ticket.address);
  return config.addresses.find(({ address }) => emailKey(address) === wanted) ?? config.addresses[0];
}
