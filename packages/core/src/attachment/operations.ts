import {
  actorCode,
  actorOf,
  authorize,
  type Ctx,
  internal,
  invalid,
  notFound,
  type Path,
  parse,
  throttled,
} from "../kernel/index.ts";
import type { BlobPort, Expression, UploadTarget, Write } from "../port/index.ts";
import { ABSENT, patch, type RecordWrite } from "../table/index.ts";
import { type FileRef, MAX_FILES_PER_MESSAGE, RequestInput, safeName } from "./schema.ts";
import { encode, type FileRecord, fileKey, find, sweepArm } from "./store.ts";

const UPLOAD_SECONDS = 15 * 60;
const DOWNLOAD_SECONDS = 5 * 60;

/** Where to put a file, and the id that a message then names. */
export interface Upload extends UploadTarget {
  readonly attachmentId: string;
  readonly expiresAt: number;
}

/**
 * Announces a file: name, type and size are checked now, and the answer takes exactly that. Unused uploads
 * are swept after a day.
 *
 * @throws VALIDATION for types that browsers run and files over 25 MB, FORBIDDEN
 * @example const up = await Attachment.requestUpload(ctx, { name: "photo.jpg", contentType: "image/jpeg", size: 48_211 });
 */
export async function requestUpload(ctx: Ctx, raw: RequestInput): Promise<Upload> {
  const { name, contentType, size } = parse(RequestInput, raw);
  await authorize(ctx, "attachment:upload");
  const blob = blobOf(ctx);
  const file = fresh(ctx, { name, contentType, size }, false);
  await announce(ctx, file);
  const target = await blob.uploadUrl(file.blobKey, { size, contentType }, UPLOAD_SECONDS);
  return { ...target, attachmentId: file.id, expiresAt: ctx.clock.now() + UPLOAD_SECONDS * 1000 };
}

/** The record comes first: a file without one would never be swept. */
async function announce(ctx: Ctx, file: FileRecord): Promise<void> {
  const { done } = await ctx.table.write({ kind: "put", row: encode(ctx, file, true), condition: ABSENT });
  if (!done) throw throttled();
}

/** What a message with files needs in its commit. */
export interface Bound {
  readonly files: readonly FileRef[];
  readonly records: readonly RecordWrite[];
}

export interface Owner {
  readonly ticketId: string;
  readonly internal: boolean;
  /** Whose words it comes with, where the ticket is another customer's. */
  readonly speakerId?: string | undefined;
}

/**
 * Takes up uploads for a message: each must be the caller's own, unused, and lie there in the announced
 * size and type. The records go into the message's own commit.
 *
 * @throws VALIDATION naming the file that is not there or not the caller's
 */
export async function bind(ctx: Ctx, ids: readonly string[], owner: Owner): Promise<Bound> {
  if (ids.length === 0) return { files: [], records: [] };
  if (ids.length > MAX_FILES_PER_MESSAGE) {
    throw invalid(`A message carries at most ${MAX_FILES_PER_MESSAGE} files.`, ["attachmentIds"]);
  }
  const files = await Promise.all([...new Set(ids)].map((id, i) => usable(ctx, id, ["attachmentIds", i])));
  return { files: files.map(refOf), records: files.map((file) => take(ctx, file, owner)) };
}

async function usable(ctx: Ctx, id: string, path: Path): Promise<FileRecord> {
  const file = await find(ctx, id);
  if (!file || file.uploadedBy !== actorCode(actorOf(ctx))) throw notFound(id, path);
  if (file.ticketId !== undefined) throw invalid("This file is part of another message; upload it again.", path);
  const there = await blobOf(ctx).head(file.blobKey);
  if (!there) throw invalid("Upload the file first, to the URL that you were given for it.", path);
  if (there.size !== file.size || there.contentType !== file.contentType) {
    throw invalid("What was uploaded is not what was announced; upload it again.", path);
  }
  return file;
}

function take(ctx: Ctx, file: FileRecord, owner: Owner): RecordWrite {
  const { ticketId: tk, internal: within, speakerId: sp } = owner;
  const write = patch(fileKey(ctx, file.id), { tk, in: within, ...(sp === undefined ? {} : { sp }) }, ["d1", "d2"]);
  return {
    write: { ...write, condition: UNUSED } as RecordWrite["write"],
    refused: () => invalid("This file is part of another message, or was swept; upload it again.", ["attachmentIds"]),
  };
}

/** Neither part of a message nor on its way out: taking up and sweeping exclude each other. */
const UNUSED: Expression = {
  expression: "attribute_exists(pk) AND attribute_not_exists(tk) AND attribute_not_exists(gn)",
};

/** Bytes the platform itself brings: a file that came with a mail, a body too long for a row. */
export interface Brought {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly contentId?: string;
  readonly inline?: boolean;
}

/**
 * Stores bytes ahead of the commit that will refer to them. The record is written first and sweeps the file
 * should the commit never come.
 */
export async function bring(ctx: Ctx, brought: Brought, owner: Owner): Promise<{ file: FileRef; record: RecordWrite }> {
  const described = { name: safeName(brought.name), contentType: brought.contentType, size: brought.bytes.byteLength };
  const file = fresh(ctx, described, owner.internal);
  await announce(ctx, file);
  await blobOf(ctx).put(file.blobKey, brought.bytes, brought.contentType);
  const { contentId, inline } = brought;
  const ref = { ...refOf(file), ...(contentId ? { contentId } : {}), ...(inline ? { inline } : {}) };
  return { file: ref, record: take(ctx, file, owner) };
}

/** The bytes of a file that is part of a ticket. Checks nothing: callers have read the ticket. */
export async function bytesOf(ctx: Ctx, id: string): Promise<Uint8Array | null> {
  const file = await find(ctx, id);
  return file ? blobOf(ctx).get(file.blobKey) : null;
}

/** A link that downloads the file for five minutes. Checks nothing: callers have read the ticket. */
export const linkOf = (ctx: Ctx, file: FileRecord): Promise<string> =>
  blobOf(ctx).downloadUrl(file.blobKey, file, DOWNLOAD_SECONDS);

/**
 * Lets files go, for redaction: part of the commit that forgets them. From then on nobody can read them, and
 * the tick sweeps what {@link erase} does not come to. One that is gone already stands in nobody's way.
 */
export async function release(ctx: Ctx, ids: readonly string[]): Promise<readonly RecordWrite[]> {
  const there = await Promise.all(ids.map(async (id) => ({ id, file: await find(ctx, id) })));
  return there
    .filter(({ file }) => file !== null)
    .map(({ id }) => ({
      write: patch(fileKey(ctx, id), { gn: true, ...sweepArm(id, ctx.clock.now()) }, ["tk"]),
      refused: () => "retry",
    }));
}

/** Gives files other names: part of the commit in which their message does. One that is gone has none. */
export async function rename(
  ctx: Ctx,
  files: readonly Pick<FileRef, "id" | "name">[],
): Promise<readonly RecordWrite[]> {
  const there = await Promise.all(files.map(async ({ id, name }) => ((await find(ctx, id)) ? [{ id, name }] : [])));
  return there.flat().map(({ id, name }) => ({ write: patch(fileKey(ctx, id), { fn: name }), refused: () => "retry" }));
}

/** Removes files and their records. Safe to repeat. */
export async function erase(ctx: Ctx, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const file = await find(ctx, id);
    if (!file) continue;
    await blobOf(ctx).delete(file.blobKey);
    await ctx.table.write({ kind: "delete", key: fileKey(ctx, id) });
  }
}

/** Called by the tick: an upload nobody took up goes. Marked first, so that no message can take it up meanwhile. */
export async function sweep(ctx: Ctx, id: string): Promise<void> {
  const file = await find(ctx, id);
  if (!file || file.ticketId !== undefined) return;
  const marked = await ctx.table.write({ ...patch(fileKey(ctx, id), { gn: true }), condition: UNUSED } as Write);
  if (marked.done || file.going) await erase(ctx, [id]);
}

const refOf = ({ id, name, contentType, size }: FileRecord): FileRef => ({ id, name, contentType, size });

const fresh = (
  ctx: Ctx,
  described: Pick<FileRecord, "name" | "contentType" | "size">,
  internalNote: boolean,
): FileRecord => ({
  ...described,
  id: ctx.ids.next("att"),
  blobKey: `${ctx.workspaceId}/${Buffer.from(ctx.ids.bytes(18)).toString("base64url")}`,
  uploadedBy: actorCode(actorOf(ctx)),
  going: false,
  internal: internalNote,
});

function blobOf(ctx: Ctx): BlobPort {
  if (!ctx.ports.blob) throw internal("This needs a blob port: connect({ ports: { blob } }).");
  return ctx.ports.blob;
}
