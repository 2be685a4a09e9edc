import { createHash } from "node:crypto";
import { type Call, type Reply, type Service, ServiceError } from "../endpoint.ts";
import type { Meter } from "../figures.ts";

export interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** What lies in the recorded buckets. */
export class Buckets {
  readonly #objects: ReadonlyMap<string, Map<string, StoredObject>>;

  constructor(names: readonly string[]) {
    this.#objects = new Map(names.map((name) => [name, new Map<string, StoredObject>()]));
  }

  /** @throws ServiceError when nobody deployed such a bucket */
  objects(bucket: string): Map<string, StoredObject> {
    const objects = this.#objects.get(bucket);
    if (!objects) throw new ServiceError("NoSuchBucket", bucket, 404);
    return objects;
  }
}

/** S3 as the SDK talks to an endpoint that is an address: the bucket is the first part of the path. */
export const s3 = (buckets: Buckets, meter: Meter): Service => ({
  refuse: ({ code, message, status }) => ({
    status,
    headers: { "content-type": "application/xml" },
    body: `<Error><Code>${code === "AccessDeniedException" ? "AccessDenied" : code}</Code><Message>${escaped(message)}</Message></Error>`,
  }),
  async handle(call: Call): Promise<Reply> {
    const [bucket = "", ...parts] = decodeURIComponent(call.url.pathname.slice(1)).split("/");
    const key = parts.join("/");
    const objects = buckets.objects(bucket);
    if (key === "") {
      call.need("s3:ListBucket", `arn:aws:s3:::${bucket}`);
      return listed(objects, call.url.searchParams.get("prefix") ?? "");
    }
    meter.count(call.method === "PUT" ? "s3Puts" : "s3Gets");
    return one(call, { objects, key, arn: `arn:aws:s3:::${bucket}/${key}` });
  },
});

interface Place {
  readonly objects: Map<string, StoredObject>;
  readonly key: string;
  readonly arn: string;
}

function one(call: Call, { objects, key, arn }: Place): Reply {
  const known = objects.get(key);
  switch (call.method) {
    case "PUT":
      call.need("s3:PutObject", arn);
      if (call.headers["if-none-match"] === "*" && known)
        throw new ServiceError("PreconditionFailed", "there is one already", 412);
      objects.set(key, { bytes: plainBody(call), contentType: call.headers["content-type"] ?? "binary/octet-stream" });
      return { status: 200, headers: { etag: `"${etag(call.body)}"` } };
    case "DELETE":
      call.need("s3:DeleteObject", arn);
      objects.delete(key);
      return { status: 204 };
    case "GET":
    case "HEAD":
      call.need("s3:GetObject", arn);
      // Who may not list hears "forbidden" of what is not there.
      if (!known) call.need("s3:ListBucket", arn.slice(0, arn.indexOf("/")));
      if (!known) throw new ServiceError("NoSuchKey", key, 404);
      return {
        status: 200,
        headers: {
          "content-type": known.contentType,
          "content-length": String(known.bytes.byteLength),
          etag: `"${etag(known.bytes)}"`,
        },
        ...(call.method === "GET" ? { body: known.bytes } : {}),
      };
    default:
      throw new ServiceError("MethodNotAllowed", call.method, 405);
  }
}

/** A body may come in signed chunks, each with its length before it. */
function plainBody({ headers, body }: Call): Buffer {
  if (!String(headers["content-encoding"] ?? "").includes("aws-chunked")) return body;
  const parts: Buffer[] = [];
  for (let at = 0; at < body.byteLength; ) {
    const end = body.indexOf("\r\n", at);
    const length = Number.parseInt(body.subarray(at, end).toString("latin1"), 16);
    if (length === 0) break;
    parts.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
  return Buffer.concat(parts);
}

function listed(objects: ReadonlyMap<string, StoredObject>, prefix: string): Reply {
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  const contents = keys
    .map((key) => `<Contents><Key>${escaped(key)}</Key><Size>${objects.get(key)?.bytes.byteLength}</Size></Contents>`)
    .join("");
  const body = `<ListBucketResult><KeyCount>${keys.length}</KeyCount><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`;
  return { status: 200, headers: { "content-type": "application/xml" }, body };
}

const etag = (bytes: Buffer): string => createHash("md5").update(bytes).digest("hex");

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
