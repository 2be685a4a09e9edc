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
export {
  CHANNEL_CLASSES,
  type ChannelClass,
  type PreferredPriority,
  type PreferredSkill,
  type RoutedAgent,
  type RoutedTicket,
  type RouteFacts,
  type RoutingQueue,
  type SkillLevel,
  STRATEGIES,
  type Strategy,
  type UnitsOf,
} from "./facts.ts";
export { type DecisionSummary, decisionSummary, type Explanation, explain, reasonsDigest } from "./summary.ts";
