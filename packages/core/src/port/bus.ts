/** One event as it travels on the bus: ids and facts, never what people wrote. */
export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** An event, by index, that the bus takes neither now nor later. `reason` has no word of the event. */
export interface BusRefusal {
  readonly index: number;
  readonly reason: string;
}

/** What became of a call: `failed`, by index, may be published again; for `refused` that is of no use. */
export interface Publication {
  readonly failed: readonly number[];
  readonly refused: readonly BusRefusal[];
}

/** Publishes events. Throws when the bus did not answer at all. */
export interface BusPort {
  publish(events: readonly BusEvent[]): Promise<Publication>;
}
