export type { Departure, LoadMoment, PastDecision, RoutingChange, RoutingHistory } from "./history.ts";
export type { Comparison, Placement, Simulation, Totals } from "./report.ts";
export { type OnDecision, simulateRouting } from "./simulate.ts";
