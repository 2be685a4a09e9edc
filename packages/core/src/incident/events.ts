import * as z from "zod";
import { TIERS } from "../company/index.ts";
import type { EventCatalogue } from "../kernel/index.ts";
import { IncidentStatus, ResponseRole, Severity } from "./schema.ts";

const facts = { editorial: true, version: 1 } as const;
const open = { ...facts, visibility: "public" } as const;
const note = { ...facts, visibility: "note" } as const;
const audit = { ...facts, visibility: "audit" } as const;

/** The conditions alone: what people wrote about the audience can be blanked. */
const Conditions = z.object({
  tiers: z.array(z.enum(TIERS)).optional(),
  companyIds: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
});
const Stands = z.object({ status: IncidentStatus, previous: IncidentStatus });
const Said = z.object({ text: z.string() });

export const events = {
  "incident.declared": {
    ...open,
    payload: z.object({
      severity: Severity,
      problemId: z.string(),
      audience: Conditions,
      ownerId: z.string(),
      roles: z.partialRecord(ResponseRole, z.string()),
    }),
    content: z.object({ title: z.string(), audienceText: z.string().optional() }),
    says: "A major incident was declared. Customers with a ticket in it see that it is there.",
  },
  "incident.update_posted": {
    ...open,
    payload: Stands,
    content: Said,
    says: "How it stands, for the desk and the customers concerned.",
  },
  "incident.update_noted": { ...note, payload: Stands, content: Said, says: "How it stands, for the desk alone." },
  "incident.severity_changed": {
    ...note,
    payload: z.object({ severity: Severity, previous: Severity }),
    content: z.object({ reason: z.string() }),
    says: "It is worse, or less bad, than it seemed.",
  },
  "incident.audience_changed": {
    ...audit,
    payload: z.object({ audience: Conditions }),
    content: z.object({ audienceText: z.string().optional() }),
    says: "Somebody else is affected than it seemed.",
  },
  "incident.owner_changed": {
    ...audit,
    payload: z.object({ ownerId: z.string(), previous: z.string() }),
    says: "Another agent answers for it.",
  },
  "incident.role_assigned": {
    ...audit,
    payload: z.object({ role: ResponseRole, agentId: z.string(), previous: z.string().optional() }),
    says: "An agent has a role in it, perhaps instead of another.",
  },
  "incident.role_released": {
    ...audit,
    payload: z.object({ role: ResponseRole, agentId: z.string() }),
    says: "Nobody has this role in it any more.",
  },
  "incident.resolved": {
    ...open,
    payload: z.object({ previous: IncidentStatus }),
    content: Said,
    says: "It is over. The incidents of its problem were resolved with it, as far as they could be.",
  },
  "incident.reopened": { ...open, payload: z.object({}), content: Said, says: "It was not over after all." },
} as const satisfies EventCatalogue;
export type Events = typeof events;
