import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "@switchboard/core/kernel";
import { type Answer, type Call, type Route, refuse } from "./call.ts";

export interface LocalServer {
  readonly url: string;
  /** Answers by these from now on; until then callers wait. */
  serve(routes: readonly Route[]): void;
  /** Takes no more connections, and resolves when what is under way was answered. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const LIMIT = 1024 * 1024;

export async function listen(port: number): Promise<LocalServer> {
  let serve: (routes: readonly Route[]) => void = () => {};
  const ready = new Promise<readonly Route[]>((resolve) => {
    serve = resolve;
  });
  const server = createServer((request, response) => {
    ready
      .then((routes) => respond(routes, request))
      .catch((error: unknown) => {
        console.error(error);
        return refuse(500, "Something of the local platform failed; its log says what.");
      })
      .then((answer) => write(response, answer, request.method))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
  const url = `http://${HOST}:${(server.address() as AddressInfo).port}`;
  return { url, serve, close: () => close(server) };
}

const LINGER_TURNS = 3;
const LINGER_MS = 10;

/**
 * What callers sent before the end is read first: to close at once would reset connections whose request still
 * lies in a buffer. Those kept alive for later then go as soon as they have nothing under way.
 */
async function close(server: Server): Promise<void> {
  for (let turn = 0; turn < LINGER_TURNS; turn++) await systemClock.sleep(LINGER_MS);
  let closed = false;
  const done = new Promise<void>((resolve) => {
    server.close(() => {
      closed = true;
      resolve();
    });
  });
  while (!closed) {
    server.closeIdleConnections();
    await Promise.race([done, systemClock.sleep(20)]);
  }
}

async function respond(routes: readonly Route[], request: IncomingMessage): Promise<Answer> {
  if (!isHere(request)) return refuse(403, "The local platform answers as localhost only.");
  const target = request.url ?? "/";
  if (!URL.canParse(`http://local${target}`)) return refuse(400, "This is no path.");
  const { pathname: path, searchParams: query, search } = new URL(`http://local${target}`);
  const matching = routes.filter(
    (route) => route.path === path || (route.path.endsWith("/") && path.startsWith(route.path) && route.path !== "/"),
  );
  const route = matching.find(({ method }) => method === null || method === request.method);
  if (matching.length === 0) return refuse(404, `There is nothing at ${path}.`);
  if (!route)
    return { ...refuse(405, `${request.method} is not possible here.`), headers: { allow: allowed(matching) } };
  if (isForeign(request)) return refuse(403, "Pages of other origins may not change the local platform.");
  const body = await read(request, route.limit ?? LIMIT);
  if (body === null)
    return { ...refuse(413, `At most ${route.limit ?? LIMIT} bytes.`), headers: { connection: "close" } };
  const call: Call = {
    method: request.method ?? "GET",
    path,
    query,
    rawQuery: search.slice(1),
    from: request.socket.remoteAddress,
    headers: request.headers,
    body,
  };
  return route.handle(call, path.slice(route.path.length));
}

const allowed = (routes: readonly Route[]): string => routes.map(({ method }) => method).join(", ");

/** A name that somebody made point to this machine is not this machine: its pages would read tokens here. */
const isHere = ({ headers }: IncomingMessage): boolean =>
  headers.host === undefined || /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(headers.host);

/** A page somewhere on the web could post to this machine. Signed links and the API guard themselves. */
function isForeign({ method, url = "", headers }: IncomingMessage): boolean {
  const guarded =
    url.startsWith("/local/") && !url.startsWith("/local/blobs/") && method !== "GET" && method !== "HEAD";
  return guarded && headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

async function read(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function write(
  response: ServerResponse,
  { status, headers = {}, body = "" }: Answer,
  method: string | undefined,
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string | string[]);
  if (!response.hasHeader("content-length")) response.setHeader("content-length", Buffer.byteLength(body));
  response.writeHead(status).end(method === "HEAD" ? undefined : body);
}
