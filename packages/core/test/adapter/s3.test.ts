import { describe, expect, test } from "vitest";
import { s3Blobs } from "../../src/adapter/s3.ts";
import { type Answer, type Seen, standIn } from "./standIn.ts";

/** A bucket of the size of a hand: enough of S3 to put, get, look and delete. */
function bucket() {
  const files = new Map<string, { body: Buffer; type: string }>();
  return standIn((seen: Seen) => {
    const key = seen.url.pathname;
    const type = seen.headers["content-type"] ?? "";
    if (seen.method === "PUT") files.set(key, { body: seen.body, type });
    if (seen.method === "DELETE") files.delete(key);
    if (seen.method === "PUT" || seen.method === "DELETE") return { status: 200 };
    return read(files.get(key), seen.method);
  });
}

function read(file: { body: Buffer; type: string } | undefined, method: string): Answer {
  const isHead = method === "HEAD";
  if (!file) return { status: 404, body: isHead ? "" : "<Error><Code>NoSuchKey</Code></Error>" };
  const headers = { "content-type": file.type, "content-length": String(file.body.byteLength) };
  return { headers, body: isHead ? "" : file.body };
}

const over = (service: Awaited<ReturnType<typeof bucket>>) =>
  s3Blobs({ ...service.config, forcePathStyle: true, bucket: "files", prefix: "desk/" });

describe("s3Blobs", () => {
  test("what is put can be read, looked at and deleted; what is not there is null", async () => {
    await using service = await bucket();
    const blobs = over(service);
    expect(await blobs.get("main/a")).toBeNull();
    expect(await blobs.head("main/a")).toBeNull();
    await blobs.put("main/a", Buffer.from("hello"), "text/plain");
    expect(service.seen.at(-1)?.url.pathname).toBe("/files/desk/main/a");
    expect(Buffer.from((await blobs.get("main/a")) ?? []).toString()).toBe("hello");
    expect(await blobs.head("main/a")).toEqual({ size: 5, contentType: "text/plain" });
    await blobs.delete("main/a");
    expect(await blobs.get("main/a")).toBeNull();
  });

  test("anything but a 404 is an error, not an absent file", async () => {
    await using service = await standIn(() => ({ status: 403, body: "<Error><Code>AccessDenied</Code></Error>" }));
    await expect(over(service).get("main/a")).rejects.toThrow();
  });

  test("an upload link takes one size and one type for a while, and no checksum of nothing", async () => {
    await using service = await bucket();
    const target = await over(service).uploadUrl("main/a", { size: 5, contentType: "image/png" }, 900);
    expect(target).toMatchObject({ method: "PUT", headers: { "content-type": "image/png" } });
    const query = new URL(target.url).searchParams;
    expect(query.get("X-Amz-SignedHeaders")?.split(";").sort()).toEqual([
      "content-length",
      "content-type",
      "host",
      "if-none-match",
    ]);
    expect(query.get("X-Amz-Expires")).toBe("900");
    expect([...query.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    const answer = await fetch(target.url, { method: target.method, headers: target.headers, body: "12345" });
    expect(answer.status).toBe(200);
  });

  test("a download link serves the file as an attachment under its name, whatever the name holds", async () => {
    await using service = await bucket();
    const name = 'Rechnung "März"\r\nX-Evil: 1.pdf';
    const url = await over(service).downloadUrl("main/a", { name, contentType: "application/pdf" }, 300);
    const query = new URL(url).searchParams;
    const disposition = query.get("response-content-disposition") ?? "";
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[!-~]+$/);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? "")).toBe(name);
    expect(query.get("response-content-type")).toBe("application/pdf");
    expect(query.get("X-Amz-Expires")).toBe("300");
  });
});
