/**
 * Who may do what, and why: explanations, changes of roles before they are saved, and acting as somebody else.
 *
 * @module
 */
export { explain } from "./explain.ts";
export { impersonate } from "./impersonate.ts";
export {
  type Affected,
  type ExplainInput,
  type Explanation,
  type Moved,
  type RoleSays,
  RULES,
  type Rule,
  type SimulateInput,
  type Simulation,
} from "./schema.ts";
export { simulateRole } from "./simulate.ts";
