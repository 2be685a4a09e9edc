import * as Customer from "../../src/customer/index.ts";
import type { Ctx } from "../../src/kernel/index.ts";
import { MINUTE } from "../../src/kernel/index.ts";
import type { Fixture } from "./desk.ts";

export const mail = (value: string): Customer.Identity => ({ kind: "EMAIL", value });
export const phone = (value: string): Customer.Identity => ({ kind: "PHONE", value });

export interface Somebody {
  readonly id: string;
  readonly ctx: Ctx;
}

/** A customer who is known by these, and their own context. */
export async function somebody(f: Fixture, ...identities: readonly Customer.Identity[]): Promise<Somebody> {
  const { object } = await Customer.upsert(f.system, { identities: [...identities] });
  return { id: object.id, ctx: f.as({ kind: "customer", workspaceId: "main", customerId: object.id }) };
}

/** Merges, and lets the time pass after which everybody knows it. */
export async function merge(f: Fixture, targetId: string, ...sourceIds: string[]): Promise<Customer.Customer> {
  const { object } = await Customer.merge(f.agent, { targetId, sourceIds });
  f.clock.advance(MINUTE);
  return object;
}

export async function unmerge(f: Fixture, customerId: string): Promise<Customer.Customer> {
  const { object } = await Customer.unmerge(f.agent, { customerId });
  f.clock.advance(MINUTE);
  return object;
}
