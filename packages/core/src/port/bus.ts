/** One event as it travels on the bus: ids and facts, never what people wrote. */
export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Publishes events. Resolves with the indexes of those the bus did not take. */
export interface BusPort {
  publish(events: readonly BusEvent[]): Promise<{ readonly failed: readonly number[] }>;
}
