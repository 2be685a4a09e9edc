import type { Running } from "../desk.ts";
import { acknowledgement } from "./acknowledgement.ts";
import { bounced } from "./bounced.ts";
import { files } from "./files.ts";
import { firstStart } from "./firstStart.ts";
import { health } from "./health.ts";
import { largeFile } from "./largeFile.ts";
import { mail } from "./mail.ts";
import { outage } from "./outage.ts";
import { people } from "./people.ts";
import { quarantine } from "./quarantine.ts";
import { redaction } from "./redaction.ts";
import { routing } from "./routing.ts";

/** What a deployed desk can do, told on one cloud after what came before. */
export interface Chapter {
  /** The guarantee. */
  readonly name: string;
  tell(running: Running): Promise<void>;
}

/** A capability adds its own at the end. */
export const CHAPTERS: readonly Chapter[] = [
  health,
  firstStart,
  mail,
  files,
  redaction,
  outage,
  people,
  routing,
  acknowledgement,
  bounced,
  largeFile,
  quarantine,
];
