import type { ResponseRole as Part, Severity, IncidentStatus as Stands } from "@switchboard/core/incident";
import { enumOf } from "./enums.ts";

export const IncidentSeverity = enumOf<Severity>("IncidentSeverity", "How bad a major incident is.", {
  SEV1: "Everybody is affected: nothing else matters.",
  SEV2: "Many are affected, or some badly.",
  SEV3: "Some are affected, and can go on.",
  SEV4: "Few notice.",
});

export const IncidentStatus = enumOf<Stands>("IncidentStatus", "How a major incident stands.", {
  INVESTIGATING: "What causes it is looked for.",
  IDENTIFIED: "What causes it is known.",
  MONITORING: "It should be over, and is watched.",
  RESOLVED: "It is over.",
});

export const ResponseRole = enumOf<Part>("ResponseRole", "What somebody does while a major incident lasts.", {
  INCIDENT_MANAGER: "Leads it.",
  COMMUNICATIONS: "Speaks with those affected.",
  TECHNICAL_LEAD: "Leads the repair.",
  SCRIBE: "Writes down what happens.",
});
