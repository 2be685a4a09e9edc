/**
 * Files: announced, uploaded, taken up by a message, downloaded by link; swept when nobody takes them up.
 *
 * @module
 */
export {
  type Bound,
  type Brought,
  bind,
  bring,
  bytesOf,
  erase,
  linkOf,
  type Owner,
  release,
  rename,
  requestUpload,
  sweep,
  type Upload,
} from "./operations.ts";
export { FileRef, MAX_FILE_BYTES, MAX_FILES_PER_MESSAGE, type RequestInput, safeName } from "./schema.ts";
export { openShare, shareToken, workspaceOfShare } from "./share.ts";
export { DUE_PREFIX, type FileRecord, find } from "./store.ts";
