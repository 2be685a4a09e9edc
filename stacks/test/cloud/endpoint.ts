import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Access } from "./access.ts";
import type { FunctionResource } from "./resources.ts";

/** A request of a function to a service. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly fn: FunctionResource;
  /** @throws ServiceError AccessDenied, when the function's role does not allow it */
  need(action: string, resource: string, facts?: Readonly<Record<string, string>>): void;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** An error of a service, which each writes in a form of its own. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = "ServiceError";
    this.code = code;
    this.status = status;
  }
}

export interface Service {
  handle(call: Call): Promise<Reply>;
  refuse(error: ServiceError): Reply;
}

/** Whose process signs with this key. */
export type Signers = (accessKeyId: string) => { readonly fn: FunctionResource; kill(): void } | undefined;

export interface EndpointOptions {
  /** By the name that signatures have for them. */
  readonly services: Readonly<Record<string, Service>>;
  readonly access: Access;
  readonly signers: Signers;
  /** Asked when a call was done: true ends the process of the caller, which never hears of it. */
  readonly loses: (fn: FunctionResource, actions: readonly string[]) => boolean;
}

const SIGNATURE = /Credential=([^/]+)\/\d{8}\/[^/]*\/([^/]+)\/aws4_request/;

/** One door to all services, as `AWS_ENDPOINT_URL` names it. */
export class Endpoint {
  readonly #server: Server;
  readonly #options: EndpointOptions;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "GET", url = "/", headers } = request;
        const asked = { method, url: new URL(url, "http://endpoint"), headers, body: Buffer.concat(chunks) };
        this.#answer(asked)
          .catch((error: unknown): Reply => ({ status: 500, body: String(error) }))
          .then((reply) => {
            if (reply === null) return response.destroy();
            return response.writeHead(reply.status, { ...reply.headers }).end(reply.body ?? "");
          })
          .catch(() => response.destroy());
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Null when the caller is not to hear of it. */
  async #answer(asked: Omit<Call, "fn" | "need">): Promise<Reply | null> {
    const { services, access, signers, loses } = this.#options;
    const [, key = "", name = ""] = SIGNATURE.exec(signatureOf(asked)) ?? [];
    const signer = signers(key);
    const service = services[name];
    if (!signer || !service) return { status: 403, body: `nobody here knows ${key || "you"} or ${name}` };
    const done: string[] = [];
    const need = (action: string, resource: string, facts: Readonly<Record<string, string>> = {}) => {
      if (!access.byFunction(signer.fn, action, resource, facts))
        throw new ServiceError("AccessDeniedException", `${signer.fn.role} may not ${action} on ${resource}`, 403);
      done.push(action);
    };
    try {
      const reply = await service.handle({ ...asked, fn: signer.fn, need });
      if (!loses(signer.fn, done)) return reply;
      signer.kill();
      return null;
    } catch (error) {
      if (error instanceof ServiceError) return service.refuse(error);
      return service.refuse(new ServiceError("InternalFailure", String(error), 500));
    }
  }
}

/** In the header, or in a link that was signed for somebody else to use. */
function signatureOf({ headers, url }: Pick<Call, "headers" | "url">): string {
  const link = url.searchParams.get("X-Amz-Credential");
  return link === null ? (headers.authorization ?? "") : `Credential=${link}`;
}

/** The error form of the services that speak JSON. */
export const jsonError = ({ code, message, status }: ServiceError): Reply => ({
  status: status === 403 ? 400 : status,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify({ __type: code, message }),
});

export const json = (value: unknown): Reply => ({
  status: 200,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify(value),
});

/** The operation that a JSON service is asked for, and its input. */
export function operationOf({ headers, body }: Call): { readonly operation: string; readonly input: unknown } {
  const target = String(headers["x-amz-target"] ?? "");
  return { operation: target.slice(target.indexOf(".") + 1), input: JSON.parse(body.toString("utf8") || "{}") };
}
