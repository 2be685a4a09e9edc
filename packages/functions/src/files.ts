import * as Attachment from "@switchboard/core/attachment";
import type { Create } from "./handler.ts";
import { answer, door, type HttpAnswer, type HttpEvent } from "./http.ts";

/** Where the links to files stand that were too large for a mail. */
export const FILES_PATH = "/files/";

/**
 * Leads to a file that a mail named by a link: `/files/<token>`. Whatever is wrong with the token, and for a file that
 * is gone, the answer is the same 404.
 */
export const create: Create<HttpEvent, HttpAnswer> = (wired) =>
  door(wired, async ({ rawPath, requestContext }) => {
    const { method } = requestContext.http;
    const token = rawPath.slice(FILES_PATH.length);
    const workspaceId = method === "GET" || method === "HEAD" ? Attachment.workspaceOfShare(token) : null;
    if (workspaceId === null) return NOTHING;
    const ctx = wired.desk.as({ kind: "system", workspaceId, name: "files" });
    const url = await Attachment.openShare(ctx, token);
    return url === null ? NOTHING : { ...answer(302, {}), headers: { location: url, "cache-control": "no-store" } };
  });

const NOTHING = answer(404, {
  errors: [{ message: "There is nothing here, or not any more.", extensions: { code: "NOT_FOUND" } }],
});
