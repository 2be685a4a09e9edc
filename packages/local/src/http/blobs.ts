import { contentDisposition } from "@switchboard/core/kernel";
import type { Parts } from "../platform.ts";
import { type Answer, type Call, type Route, refuse } from "./call.ts";

const LIMIT = 25 * 1024 * 1024;
/** Pages of any origin may use a link they were given, as with S3. */
const CORS = { "access-control-allow-origin": "*" };
const EXPIRED = "This link is not one of ours, or it is over. Ask for a new one.";

/** The other end of signed links. */
export function blobRoutes(parts: Parts): readonly Route[] {
  const path = "/local/blobs/";
  return [
    { method: "PUT", path, limit: LIMIT, handle: (call, token) => upload(parts, call, token) },
    { method: "GET", path, handle: (_, token) => download(parts, token) },
    { method: "HEAD", path, handle: (_, token) => download(parts, token) },
    {
      method: "OPTIONS",
      path,
      handle: () => ({
        status: 204,
        headers: {
          ...CORS,
          "access-control-allow-methods": "PUT, GET",
          "access-control-allow-headers": "content-type, if-none-match",
        },
      }),
    },
  ];
}

/** S3 refuses what differs from what was signed; so does this. */
async function upload({ blobs }: Parts, { headers, body }: Call, token: string): Promise<Answer> {
  const link = blobs.open(token);
  if (link?.use !== "put") return withCors(refuse(403, EXPIRED));
  if (headers["content-type"] !== link.type) return withCors(refuse(403, `Send it with content-type ${link.type}.`));
  if (body.byteLength !== link.size) return withCors(refuse(403, `Send exactly ${link.size} bytes.`));
  if (await blobs.head(link.key))
    return withCors(refuse(412, "Something was uploaded here already: a link takes one file."));
  await blobs.put(link.key, body, link.type);
  return { status: 200, headers: CORS };
}

async function download({ blobs }: Parts, token: string): Promise<Answer> {
  const link = blobs.open(token);
  if (link?.use !== "get") return withCors(refuse(403, EXPIRED));
  const bytes = await blobs.get(link.key);
  if (!bytes) return withCors(refuse(404, "There is no such file."));
  const safety = {
    "content-disposition": contentDisposition(link.name),
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": "private, no-store",
  };
  return { status: 200, headers: { ...CORS, ...safety, "content-type": link.type }, body: bytes };
}

const withCors = (answer: Answer): Answer => ({ ...answer, headers: { ...answer.headers, ...CORS } });
