import type { Channel } from "./trade.ts";

/** Channels that are the same kind of work: whom they take up, and whether somebody waits on the line. */
export const CHANNEL_CLASSES = ["ASYNC", "CHAT", "VOICE", "IN_PERSON"] as const;
export type ChannelClass = (typeof CHANNEL_CLASSES)[number];

/** Work for so many units of somebody's capacity, or for all of it. */
export type Units = number | "ALL";

/** What routing knows of a channel, and all it knows. */
interface ChannelTraits {
  readonly cls: ChannelClass;
  /** Whether it rings and must be accepted: nobody is given a call as they are given a mail. */
  readonly push: boolean;
  readonly units: Units;
}

const ASYNC: ChannelTraits = { cls: "ASYNC", push: false, units: 1 };

export const CHANNEL_TRAITS: Readonly<Record<Channel, ChannelTraits>> = {
  EMAIL: ASYNC,
  WEB: ASYNC,
  API: ASYNC,
  SOCIAL: ASYNC,
  LETTER: ASYNC,
  CHAT: { cls: "CHAT", push: true, units: 1 },
  PHONE: { cls: "VOICE", push: true, units: "ALL" },
  IN_PERSON: { cls: "IN_PERSON", push: false, units: "ALL" },
};
