const SIGNED =
  "AWS4-HMAC-SHA256 Credential=cloud/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

/** A call to the engine as it came over the wire; the engine looks that there is a signature, not whose. */
export const askEngine = (engine: string, target: string, body: string): Promise<Response> =>
  fetch(engine, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
      "x-amz-date": "20260101T000000Z",
      authorization: SIGNED,
    },
    body,
  });
