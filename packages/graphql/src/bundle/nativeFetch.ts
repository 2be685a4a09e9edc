/** Stands in for @whatwg-node/fetch: Node has all of it, and the server hands Yoga Node's own. */
export const {
  fetch,
  Request,
  Response,
  Headers,
  URL,
  URLSearchParams,
  ReadableStream,
  WritableStream,
  TransformStream,
  TextEncoder,
  TextDecoder,
  FormData,
  Blob,
  File,
  crypto,
} = globalThis;

/** Node has none before 24. The server answers on whatever path it is called, so the only pattern is `*`. */
export class URLPattern {
  test(): boolean {
    return true;
  }
}

export const createFetch = (): typeof globalThis => globalThis;
