import { alreadyExists, emailKey, invalid } from "../kernel/index.ts";
import { ADDRESS_PARTS, type FollowUp, type SupportAddress } from "./address.ts";
import { configured, type Reconfigured, type Some, withoutAbsent } from "./decide.ts";
import { assertKnown } from "./decideRouting.ts";
import { assertTemplate } from "./decideTemplate.ts";
import { kindOf } from "./kind.ts";
import type { Config, Workspace } from "./schema.ts";

type Named = Pick<SupportAddress, "address" | "name">;

/** One that is known gets the new name, and stays what it is otherwise. */
export function addAddress(workspace: Workspace, config: Config, added: Named): Reconfigured {
  const same = isCalled(added.address);
  const others = config.addresses.filter((one) => !same(one));
  const addresses = [...others, { ...config.addresses.find(same), ...added }];
  return configured(workspace, config, { ...config, addresses }, "addresses");
}

/** What a deploy names is added, never renamed: what admins made of it is theirs. */
export function offerAddress(workspace: Workspace, config: Config, offered: Named): Reconfigured {
  const known = config.addresses.some(isCalled(offered.address));
  return known ? { config, events: [] } : addAddress(workspace, config, offered);
}

/** What to change; what is absent stays, what is null goes. */
type Change = { readonly address: string; readonly name?: string | undefined } & {
  readonly followUp?: Some<FollowUp> | null | undefined;
} & {
  readonly [K in Exclude<keyof SupportAddress, "address" | "name" | "followUp">]?: SupportAddress[K] | null | undefined;
};

export function changeAddress(workspace: Workspace, config: Config, change: Change): Reconfigured {
  const before = config.addresses.find(isCalled(change.address));
  if (!before) throw unknown();
  const { address: _, followUp, ...given } = change;
  const policy = followUp && { ...(before.followUp ?? config.settings.followUp), ...withoutAbsent(followUp) };
  const after = { ...before, ...withoutAbsent({ ...given, followUp: policy }) };
  for (const part of ADDRESS_PARTS) if (after[part] === null) delete after[part];
  assertSensible(config, after as SupportAddress);
  const addresses = config.addresses.map((one) => (one === before ? (after as SupportAddress) : one));
  return configured(workspace, config, { ...config, addresses }, "addresses");
}

function assertSensible(config: Config, { team, kind, acknowledgement = {}, awayOnReply }: SupportAddress): void {
  assertKnown(config.teams, team, "team", ["team"]);
  assertKnown(config.calendars, acknowledgement.calendar, "calendar", ["acknowledgement", "calendar"]);
  for (const when of ["open", "closed", "holiday"] as const)
    assertTemplate(config, acknowledgement[when], ["acknowledgement", when]);
  assertTemplate(config, awayOnReply, ["awayOnReply"]);
  if (kind && !kindOf(config, kind).enabled) throw invalid("This workspace has no tickets of this kind.", ["kind"]);
}

export function removeAddress(workspace: Workspace, config: Config, address: string): Reconfigured {
  const same = isCalled(address);
  const left = config.addresses.filter((one) => !same(one));
  if (left.length === config.addresses.length) throw unknown();
  return configured(workspace, config, { ...config, addresses: left }, "addresses");
}

export const addressTaken = () => alreadyExists("Another workspace receives mail at this address.", ["address"]);

const unknown = () => invalid("This is no support address of the workspace.", ["address"]);

const isCalled = (address: string) => {
  const key = emailKey(address);
  return (one: SupportAddress) => emailKey(one.address) === key;
};
