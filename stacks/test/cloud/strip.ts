import type { Recording, Resource } from "../offline/recording.ts";

interface Statement {
  readonly Action: readonly string[];
}

/** The same deploy, but for one permission: of a role, or of a queue's or bucket's policy, by its logical name. */
export function withoutPermission(recording: Recording, logicalName: string, action: string): Recording {
  const resources = recording.resources.map((resource) =>
    resource.name === logicalName ? stripped(resource, action) : resource,
  );
  if (JSON.stringify(resources) === JSON.stringify(recording.resources))
    throw new Error(`${logicalName} never had ${action}`);
  return { ...recording, resources };
}

/** The same deploy without one resource. */
export function withoutResource(recording: Recording, logicalName: string): Recording {
  const resources = recording.resources.filter(({ name }) => name !== logicalName);
  if (resources.length === recording.resources.length) throw new Error(`there never was a ${logicalName}`);
  return { ...recording, resources };
}

function stripped(resource: Resource, action: string): Resource {
  const { policy, inlinePolicies } = resource.inputs as {
    policy?: string;
    inlinePolicies?: readonly { policy: string }[];
  };
  const inputs = {
    ...resource.inputs,
    ...(policy === undefined ? {} : { policy: lesser(policy, action) }),
    ...(inlinePolicies && {
      inlinePolicies: inlinePolicies.map((one) => ({ ...one, policy: lesser(one.policy, action) })),
    }),
  };
  return { ...resource, inputs };
}

function lesser(json: string, action: string): string {
  const { Statement, ...rest } = JSON.parse(json) as { Statement: readonly Statement[] };
  const left = Statement.map((one) => ({ ...one, Action: one.Action.filter((name) => name !== action) }));
  return JSON.stringify({ ...rest, Statement: left.filter((one) => one.Action.length > 0) });
}
