/**
 * What the product needs from outside, as interfaces of a few methods. Adapters for AWS are in
 * `@switchboard/core/adapter/*`; the local platform brings its own. Ports import nothing; everything else may import them.
 */
export type { BlobInfo, BlobPort, UploadTarget } from "./blob.ts";
export type { BusEvent, BusPort, BusRefusal, Publication } from "./bus.ts";
export type { FunctionsPort } from "./functions.ts";
export { isMailRefusal, type MailerPort, MailRefusal, type OutgoingMail } from "./mailer.ts";
export type { QueueMessage, QueuePort, Receiving } from "./queue.ts";
export type {
  Expression,
  IndexName,
  Key,
  Outcome,
  Query,
  QueryPage,
  Reason,
  Row,
  Scalar,
  TablePort,
  Write,
} from "./table.ts";

import type { BlobPort } from "./blob.ts";
import type { BusPort } from "./bus.ts";
import type { FunctionsPort } from "./functions.ts";
import type { MailerPort } from "./mailer.ts";
import type { QueuePort } from "./queue.ts";

/** The ports a desk was connected with; an operation that needs a missing one says so. */
export interface Ports {
  readonly mailer?: MailerPort;
  readonly blob?: BlobPort;
  readonly bus?: BusPort;
  /** Where what failed for good waits for an operator. */
  readonly deadLetters?: QueuePort;
  readonly functions?: FunctionsPort;
  /** Where the API is reached from outside, without a slash at the end: what links in mails begin with. */
  readonly publicUrl?: string;
}
