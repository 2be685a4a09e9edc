import { actorCode, type StoredEvent } from "../kernel/index.ts";
import type { Row } from "../port/index.ts";
import type { LogFilter } from "../table/index.ts";
import type { AuditFilter } from "./schema.ts";

/** What of a line a filter looks at. */
interface Facts {
  readonly type: string;
  readonly actor: string;
  readonly onBehalfOf: string | undefined;
  readonly origin: string;
}

function fits({ actor, onBehalfOf, types, origins }: AuditFilter, facts: Facts): boolean {
  if (actor && actorCode(actor) !== facts.actor) return false;
  if (onBehalfOf && actorCode(onBehalfOf) !== facts.onBehalfOf) return false;
  if (types && !types.some((type) => isOf(type, facts.type))) return false;
  return origins === undefined || (origins as readonly string[]).includes(facts.origin);
}

const isOf = (wanted: string, type: string): boolean =>
  wanted.endsWith(".*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;

/** The filter over narrow rows of the log. */
export const ofLog = (filter: AuditFilter): LogFilter => ({
  name: "audit",
  filter,
  keep: (row: Row) =>
    fits(filter, {
      type: String(row["t"]),
      actor: String(row["ac"]),
      onBehalfOf: row["ob"] === undefined ? undefined : String(row["ob"]),
      origin: String(row["o"] ?? "live"),
    }),
});

/** The same over the events of one history. */
export const ofEvent = (filter: AuditFilter, event: StoredEvent): boolean =>
  event.at >= filter.from &&
  event.at <= filter.to &&
  fits(filter, {
    type: event.type,
    actor: actorCode(event.actor),
    onBehalfOf: event.onBehalfOf && actorCode(event.onBehalfOf),
    origin: event.origin,
  });
