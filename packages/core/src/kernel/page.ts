import { createCipheriv, createDecipheriv, createHash, createHmac } from "node:crypto";
import { canonical } from "./canonical.ts";
import { badInput } from "./error.ts";

/** Relay's four: `first` after `after`, or `last` before `before`. 1..100, 20 when neither is given. */
export interface PageInput {
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly last?: number | undefined;
  readonly before?: string | undefined;
}

export interface Edge<T> {
  readonly node: T;
  readonly cursor: string;
}

export interface Page<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    /** True when a rare filter made us stop looking before the page was full: read on behind `endCursor`. */
    readonly scanLimited: boolean;
  };
}

export interface PageRequest {
  readonly count: number;
  readonly backward: boolean;
  readonly cursor?: string;
}

export const PAGE_MAX = 100;
export const PAGE_DEFAULT = 20;

/** @throws BAD_USER_INPUT when both directions are asked for, or a size is outside 1..100. */
export function pageRequest(page: PageInput): PageRequest {
  const backward = page.last !== undefined;
  if (backward && page.first !== undefined) throw badInput("Ask for `first` or for `last`, not for both.", ["first"]);
  const count = page.first ?? page.last ?? PAGE_DEFAULT;
  const field = backward ? "last" : "first";
  if (!Number.isInteger(count) || count < 1 || count > PAGE_MAX) {
    throw badInput(`\`${field}\` goes from 1 to ${PAGE_MAX}.`, [field]);
  }
  const cursor = backward ? page.before : page.after;
  if (cursor === undefined && (backward ? page.after : page.before) !== undefined) {
    throw badInput("`after` goes with `first`, `before` with `last`.", [backward ? "after" : "before"]);
  }
  return { count, backward, ...(cursor === undefined ? {} : { cursor }) };
}

/** What somebody sees of a list that is not theirs: nothing is read, so not even its length shows. */
export function emptyPage<T>(page: PageInput): Page<T> {
  pageRequest(page);
  const nowhere = { startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: false };
  return { edges: [], pageInfo: { ...nowhere, scanLimited: false } };
}

/** A whole list, forwards, a page of the largest size at a time: as far as somebody takes them. */
export async function* everyPage<P extends Pick<Page<unknown>, "pageInfo">>(
  read: (page: PageInput) => Promise<P>,
): AsyncGenerator<P> {
  let after: string | null = null;
  do {
    const page: P = await read({ first: PAGE_MAX, ...(after === null ? {} : { after }) });
    yield page;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}

/** What a cursor is bound to; with any other it is refused. */
export interface CursorScope {
  readonly key: Uint8Array;
  readonly workspaceId: string;
  readonly connection: string;
  readonly filter: unknown;
}

const NONCE = 12;
const TAG = 16;

/** Positions travel encrypted (AES-256-GCM): nobody reads counts or keys out of a cursor, or makes one up. */
export function sealCursor(scope: CursorScope, position: readonly string[]): string {
  const text = JSON.stringify(position);
  // The nonce follows from what is sealed: the same place always has the same cursor.
  const nonce = createHmac("sha256", scope.key).update(associated(scope)).update(text).digest().subarray(0, NONCE);
  const cipher = createCipheriv("aes-256-gcm", scope.key, nonce).setAAD(associated(scope));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64url");
}

/** @throws BAD_USER_INPUT for a cursor that was changed, or belongs to another list, filter or workspace. */
export function openCursor(scope: CursorScope, cursor: string, path: string): string[] {
  const bytes = Buffer.from(cursor, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", scope.key, bytes.subarray(0, NONCE)).setAAD(associated(scope));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
    const body = bytes.subarray(NONCE, bytes.length - TAG);
    return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8")) as string[];
  } catch {
    throw badInput("This cursor is not one of this list with this filter; start again without it.", [path]);
  }
}

const associated = (scope: CursorScope): Buffer =>
  createHash("sha256")
    .update(`1|${scope.workspaceId}|${scope.connection}|${canonical(scope.filter)}`)
    .digest();
