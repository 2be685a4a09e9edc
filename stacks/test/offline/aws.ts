import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What an account holds once SST was bootstrapped in it: the names of its buckets and registries. */
const BOOTSTRAP = {
  version: 99,
  asset: "sst-asset-test",
  state: "sst-state-test",
  assetEcrRegistryId: "123456789012",
  assetEcrUrl: "registry.invalid/sst-asset",
  appsyncHttp: "unused.invalid",
  appsyncRealtime: "unused.invalid",
};

/**
 * The two services that the SST CLI calls itself before it hands over to Pulumi: SSM for its bootstrap record
 * and passphrase, S3 for its state. What it is asked beyond that is refused, so it would be seen.
 */
export class CliServices {
  readonly #parameters = new Map([["/sst/bootstrap", JSON.stringify(BOOTSTRAP)]]);
  readonly #objects = new Map<string, Buffer>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const target = request.headers["x-amz-target"];
    const { status, content } =
      typeof target === "string" ? this.#parameter(target, body) : this.#object(request, body);
    response.writeHead(status, {
      "content-type": target ? "application/x-amz-json-1.1" : "application/xml",
      etag: '"0"',
    });
    response.end(content);
  }

  #parameter(target: string, body: Buffer): Answer {
    const input = JSON.parse(body.toString()) as { Name: string; Value?: string };
    const known = this.#parameters.get(input.Name);
    if (target.endsWith(".PutParameter")) {
      this.#parameters.set(input.Name, input.Value ?? "");
      return { status: 200, content: JSON.stringify({ Version: 1 }) };
    }
    if (!target.endsWith(".GetParameter")) return { status: 400, content: JSON.stringify({ __type: "NotHere" }) };
    if (known === undefined) return { status: 400, content: JSON.stringify({ __type: "ParameterNotFound" }) };
    const Parameter = { Name: input.Name, Value: known, Type: "String" };
    return { status: 200, content: JSON.stringify({ Parameter }) };
  }

  #object({ method, url = "" }: IncomingMessage, body: Buffer): Answer {
    const key = decodeURIComponent(url.split("?")[0] ?? "");
    if (method === "PUT") {
      this.#objects.set(key, body);
      return { status: 200, content: "" };
    }
    if (method === "DELETE") {
      this.#objects.delete(key);
      return { status: 204, content: "" };
    }
    if (url.includes("list-type=2")) return { status: 200, content: EMPTY_LIST };
    const content = this.#objects.get(key);
    return content ? { status: 200, content } : { status: 404, content: "<Error><Code>NoSuchKey</Code></Error>" };
  }
}

interface Answer {
  readonly status: number;
  readonly content: string | Buffer;
}

const EMPTY_LIST = "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>";
