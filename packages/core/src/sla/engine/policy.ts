import { matches, type SlaMetric, type SlaPolicy } from "../../workspace/index.ts";
import type { Facts, Promised, Rules } from "./schema.ts";

/** The first policy that holds. */
export const policyFor = ({ slaPolicies }: Rules, facts: Facts): SlaPolicy | undefined =>
  slaPolicies.find(({ when }) => matches(when, facts));

/** What a policy promises for a metric: by the priority, or else for all that have no target of their own. */
export function promisedBy(
  policy: SlaPolicy | undefined,
  metric: SlaMetric,
  { priority }: Facts,
  { version }: Rules,
): Promised | undefined {
  const of = policy?.targets.filter((target) => target.metric === metric) ?? [];
  const target = of.find((one) => one.priority === priority) ?? of.find((one) => one.priority === undefined);
  if (!policy || !target) return undefined;
  const { minutes, time, warnMinutes } = target;
  return {
    policy: policy.key,
    version,
    minutes,
    time,
    ...(time === "BUSINESS" && policy.calendar !== undefined ? { calendar: policy.calendar } : {}),
    ...(warnMinutes === undefined ? {} : { warnMinutes }),
  };
}
