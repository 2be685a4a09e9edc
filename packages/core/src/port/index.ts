/**
 * What the product needs from outside, as interfaces of a few methods. Adapters for AWS are in
 * `@switchboard/core/adapter/*`; the local platform brings its own. Ports import nothing; everything else may import them.
 */
export type { BlobInfo, BlobPort, UploadTarget } from "./blob.ts";
export type { BusEvent, BusPort } from "./bus.ts";
export { isMailRefusal, type MailerPort, MailRefusal, type OutgoingMail } from "./mailer.ts";
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
import type { MailerPort } from "./mailer.ts";

/** The ports a desk was connected with; an operation that needs a missing one says so. */
export interface Ports {
  readonly mailer?: MailerPort;
  readonly blob?: BlobPort;
  readonly bus?: BusPort;
}
