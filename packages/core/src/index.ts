/**
 * `@switchboard/core`: a support desk as functions. Connect to a table, make a context for who is acting,
 * call operations. Modules are imported by name: `import * as Ticket from "@switchboard/core/ticket"`.
 *
 * @module
 */
export { type ConnectOptions, connect, type Desk } from "./desk/index.ts";
export {
  type Actor,
  type Ctx,
  ERRORS,
  type ErrorCode,
  isRefusal,
  type Page,
  type PageInput,
  type Permission,
  SwitchboardError,
  type Versioned,
} from "./kernel/index.ts";
export type { Result } from "./table/index.ts";
