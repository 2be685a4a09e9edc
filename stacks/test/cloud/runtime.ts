import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** What a process asks of the Lambda it believes to be in. */
export interface RuntimeClient {
  /** Resolves when there is something to do; null when it is to wait no longer. */
  next(): Promise<{
    readonly id: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly event: string;
  } | null>;
  answered(id: string, body: Buffer, headers: IncomingHttpHeaders): void;
  failed(id: string | null, body: Buffer): void;
}

const PATH =
  /^\/([^/]+)\/2018-06-01\/runtime\/(?:(init)\/error|invocation\/(next)|invocation\/([^/]+)\/(response|error))$/;

/** Lambda's Runtime API for all processes of the cloud: the first part of a path says whose it is. */
export class RuntimeApi {
  readonly #clients = new Map<string, RuntimeClient>();
  readonly #server: Server = createServer((request, response) => {
    this.#serve(request, response).catch(() => response.destroy());
  });

  async start(): Promise<void> {
    // A process waits for its next event as long as it lives.
    this.#server.requestTimeout = 0;
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What the process gets as AWS_LAMBDA_RUNTIME_API. */
  register(id: string, client: RuntimeClient): string {
    this.#clients.set(id, client);
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}/${id}`;
  }

  forget(id: string): void {
    this.#clients.delete(id);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, instance = "", init, next, id = "", outcome] = PATH.exec(request.url ?? "") ?? [];
    const client = this.#clients.get(instance);
    if (!client) return void response.writeHead(404).end();
    if (next) {
      const job = await client.next();
      if (!job) return void response.destroy();
      const headers = { "content-type": "application/json", "lambda-runtime-aws-request-id": job.id, ...job.headers };
      return void response.writeHead(200, headers).end(job.event);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (init || outcome === "error") client.failed(init ? null : id, body);
    else client.answered(id, body, request.headers);
    response.writeHead(202, { "content-type": "application/json" }).end("{}");
  }
}
