export { hasRoom, roomFor, unitsFor } from "./capacity.ts";
export { decideRoute } from "./decide.ts";
export {
  type Candidate,
  type Decision,
  type Outcome,
  REASONS,
  type Reason,
  type Rule,
  type Score,
  type TieBreak,
  type Tier,
} from "./decision.ts";
export { tierOf } from "./eligible.ts";
export type {
  PreferredPriority,
  PreferredSkill,
  RoutedAgent,
  RoutedTicket,
  RouteFacts,
  RoutingQueue,
  SkillLevel,
  UnitsOf,
} from "./facts.ts";
export { type DecisionSummary, decisionSummary, type Explanation, explain, reasonsDigest } from "./summary.ts";
