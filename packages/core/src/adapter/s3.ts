/**
 * Files in an S3 bucket.
 *
 * @module
 */
import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import { contentDisposition } from "../kernel/index.ts";
import type { BlobPort } from "../port/index.ts";

/** Which bucket. `endpoint` and `credentials` are for tests; a Lambda has its own. */
export interface S3Options extends Pick<S3ClientConfig, "region" | "endpoint" | "credentials" | "forcePathStyle"> {
  readonly bucket: string;
  /** Stands before every key, for example `files/`. */
  readonly prefix?: string | undefined;
}

/**
 * Blobs in a private bucket; people reach them by presigned URLs alone. The role needs s3:ListBucket on the
 * bucket besides Get, Put and DeleteObject: without it S3 answers 403 for a file that is not there.
 * The SDK is loaded with the first call.
 *
 * @example connect({ table: "support", dynamodb, ports: { blob: s3Blobs({ bucket: "support-files" }) } });
 */
export function s3Blobs({ bucket, prefix = "", ...config }: S3Options): BlobPort {
  let loaded: ReturnType<typeof load> | undefined;
  const s3 = () => {
    loaded ??= load(config);
    return loaded;
  };
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + key });
  return { ...files({ s3, at }), ...links({ s3, at }) };
}

interface Bucket {
  readonly s3: () => ReturnType<typeof load>;
  readonly at: (key: string) => { readonly Bucket: string; readonly Key: string };
}

function files({ s3, at }: Bucket): Pick<BlobPort, "put" | "get" | "head" | "delete"> {
  return {
    async put(key, bytes, contentType) {
      const { sdk, client } = await s3();
      await client.send(new sdk.PutObjectCommand({ ...at(key), Body: bytes, ContentType: contentType }));
    },
    async get(key) {
      const { sdk, client } = await s3();
      const found = await orNull(client.send(new sdk.GetObjectCommand(at(key))));
      return (await found?.Body?.transformToByteArray()) ?? null;
    },
    async head(key) {
      const { sdk, client } = await s3();
      const found = await orNull(client.send(new sdk.HeadObjectCommand(at(key))));
      return found && { size: found.ContentLength ?? 0, contentType: found.ContentType ?? "application/octet-stream" };
    },
    async delete(key) {
      const { sdk, client } = await s3();
      await client.send(new sdk.DeleteObjectCommand(at(key)));
    },
  };
}

function links({ s3, at }: Bucket): Pick<BlobPort, "uploadUrl" | "downloadUrl"> {
  return {
    async uploadUrl(key, { contentType, size }, seconds) {
      const { sdk, client, sign } = await s3();
      const put = new sdk.PutObjectCommand({
        ...at(key),
        ContentType: contentType,
        ContentLength: size,
        IfNoneMatch: "*",
      });
      // Signed headers must be sent as they were signed: so S3 itself refuses another size or type, and a second
      // upload by the same link once a message carries the first.
      const signableHeaders = new Set(["content-type", "content-length", "if-none-match"]);
      const url = await sign(client, put, { expiresIn: seconds, signableHeaders });
      return { url, method: "PUT", headers: { "content-type": contentType, "if-none-match": "*" } };
    },
    async downloadUrl(key, { name, contentType }, seconds) {
      const { sdk, client, sign } = await s3();
      const disposition = { ResponseContentDisposition: contentDisposition(name), ResponseContentType: contentType };
      return sign(client, new sdk.GetObjectCommand({ ...at(key), ...disposition }), { expiresIn: seconds });
    },
  };
}

async function load(config: S3ClientConfig) {
  const [sdk, { getSignedUrl: sign }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/s3-request-presigner"),
  ]);
  // Else the SDK signs the checksum of an empty body into upload links, and no upload ever fits.
  const client: S3Client = new sdk.S3Client({ ...config, requestChecksumCalculation: "WHEN_REQUIRED" });
  return { sdk, client, sign };
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (e) {
    if ((e as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404) return null;
    throw e;
  }
}
