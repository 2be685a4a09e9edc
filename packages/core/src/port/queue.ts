/** A message as a queue hands it out. `handle` belongs to this one time it was received. */
export interface QueueMessage {
  readonly id: string;
  readonly handle: string;
  readonly body: string;
  /** What its sender wrote beside the body, text alone. */
  readonly attributes: Readonly<Record<string, string>>;
  /** When it was put into the queue, ms. */
  readonly sentAt: number;
}

/** How many messages at most, 1 to 10, and for how long nobody else is given them, seconds. */
export interface Receiving {
  readonly most: number;
  readonly hold: number;
}

/** A queue that keeps what could not be done until somebody looks at it. Delivers at least once, in no order. */
export interface QueuePort {
  send(body: string): Promise<void>;
  /** None when the queue has nothing to give. What is neither deleted nor released comes again after `hold`. */
  receive(receiving: Receiving): Promise<readonly QueueMessage[]>;
  delete(message: QueueMessage): Promise<void>;
  /** Gives a message back, for anybody to receive at once. */
  release(message: QueueMessage): Promise<void>;
}
