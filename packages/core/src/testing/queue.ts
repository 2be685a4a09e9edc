import type { QueueMessage, QueuePort } from "../port/index.ts";

/** A queue in memory, with what a test wants to look at. */
export interface MemoryQueue extends QueuePort {
  /** Everything in it, also what somebody holds at the moment. */
  readonly messages: readonly QueueMessage[];
  /** Puts a message in as a service of AWS would, with attributes beside its body; answers its id. */
  put(body: unknown, attributes?: Readonly<Record<string, string>>): string;
  /** Lets the time run out for whoever holds messages. */
  expire(): void;
}

export function memoryQueue(now: () => number = () => 0): MemoryQueue {
  const messages: QueueMessage[] = [];
  const held = new Set<string>();
  let count = 0;
  function put(body: unknown, attributes = {}): string {
    const id = `message-${++count}`;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    messages.push({ id, handle: `handle-${count}`, body: text, attributes, sentAt: now() });
    return id;
  }
  return {
    messages,
    put,
    expire: () => held.clear(),
    send: async (body) => void put(body),
    receive: async ({ most }) => {
      const given = messages.filter(({ id }) => !held.has(id)).slice(0, most);
      for (const { id } of given) held.add(id);
      return given;
    },
    delete: async ({ id }) => {
      const at = messages.findIndex((message) => message.id === id);
      if (at !== -1) messages.splice(at, 1);
    },
    release: async ({ id }) => void held.delete(id),
  };
}
