import { ACCOUNT } from "../offline/account.ts";
import { allows, type Statement, statementsOf, type Wish } from "./policy.ts";
import type { FunctionResource, Resources } from "./resources.ts";

/** Something that was not allowed: who wanted what of which resource. */
export interface Refusal {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
}

type Facts = Readonly<Record<string, string>>;

/** A service of AWS that acts by itself, and on whose behalf. */
export interface ServiceCall {
  readonly service: string;
  readonly sourceArn: string;
}

/** Who may do what, by the recorded policies alone. Everything refused is remembered. */
export class Access {
  readonly refusals: Refusal[] = [];
  readonly #used = new Set<string>();
  readonly #roles: ReadonlyMap<string, readonly Statement[]>;
  readonly #queues: ReadonlyMap<string, readonly Statement[]>;
  readonly #buckets: ReadonlyMap<string, readonly Statement[]>;
  readonly #resources: Resources;

  constructor(resources: Resources) {
    this.#resources = resources;
    this.#roles = new Map(
      resources.all("aws:iam/role:Role").map(({ arn, inlinePolicies, managedPolicyArns }) => {
        if (managedPolicyArns.length > 0) throw new Error(`${arn} has managed policies, which no one here knows`);
        return [arn, inlinePolicies.flatMap(({ policy }) => statementsOf(policy))];
      }),
    );
    this.#queues = new Map(
      resources
        .all("aws:sqs/queuePolicy:QueuePolicy")
        .map(({ queueUrl, policy }) => [queueUrl, statementsOf(policy)] as const),
    );
    this.#buckets = new Map(
      resources
        .all("aws:s3/bucketPolicy:BucketPolicy")
        .map(({ bucket, policy }) => [bucket, statementsOf(policy)] as const),
    );
  }

  /** By the policies of a role: what a function's own calls, its pollers and its dead letters go by. */
  byRole(role: string, action: string, resource: string, facts: Facts = {}): boolean {
    this.#used.add(`${role} ${action}`);
    const allowed = allows(this.#roles.get(role) ?? [], { action, resource, facts });
    return this.#told(allowed, { who: role, action, resource });
  }

  /** What roles may do and never did: what a policy could perhaps do without. */
  unused(): readonly Pick<Refusal, "who" | "action">[] {
    const granted = [...this.#roles].flatMap(([who, statements]) =>
      [...new Set(statements.flatMap(({ Action }) => Action))].map((action) => ({ who, action })),
    );
    return granted.filter(({ who, action }) => !this.#used.has(`${who} ${action}`));
  }

  byFunction(fn: FunctionResource, action: string, resource: string, facts: Facts = {}): boolean {
    return this.byRole(fn.role, action, resource, facts);
  }

  toQueue(queue: { readonly url: string; readonly arn: string }, call: ServiceCall): boolean {
    return this.#byResource(this.#queues.get(queue.url), call, { action: "sqs:SendMessage", resource: queue.arn });
  }

  toBucket(bucket: string, key: string, call: ServiceCall): boolean {
    const resource = `arn:aws:s3:::${bucket}/${key}`;
    return this.#byResource(this.#buckets.get(bucket), call, { action: "s3:PutObject", resource });
  }

  toFunction(fn: FunctionResource, { service, sourceArn }: ServiceCall): boolean {
    const allowed = this.#resources
      .all("aws:lambda/permission:Permission")
      .some(
        (permission) =>
          permission.function === fn.name &&
          permission.action === "lambda:InvokeFunction" &&
          permission.principal === service &&
          (permission.sourceArn ?? sourceArn) === sourceArn &&
          (permission.sourceAccount ?? ACCOUNT) === ACCOUNT,
      );
    return this.#told(allowed, {
      who: `${service} for ${sourceArn}`,
      action: "lambda:InvokeFunction",
      resource: fn.arn,
    });
  }

  /** Since October 2025 a public function URL takes both permissions. */
  byUrl(fn: FunctionResource): boolean {
    const open = this.#resources
      .all("aws:lambda/permission:Permission")
      .filter((permission) => permission.function === fn.name && permission.principal === "*");
    const allowed =
      open.some((one) => one.action === "lambda:InvokeFunctionUrl" && one.functionUrlAuthType === "NONE") &&
      open.some((one) => one.action === "lambda:InvokeFunction" && one.invokedViaFunctionUrl === true);
    return this.#told(allowed, { who: "anybody", action: "lambda:InvokeFunctionUrl", resource: fn.arn });
  }

  #byResource(policy: readonly Statement[] | undefined, call: ServiceCall, wish: Wish): boolean {
    const facts = {
      "aws:sourcearn": call.sourceArn,
      "aws:sourceaccount": ACCOUNT,
      "aws:securetransport": "true",
    };
    const { action, resource } = wish;
    const allowed = allows(policy ?? [], { ...wish, service: call.service, facts });
    return this.#told(allowed, { who: `${call.service} for ${call.sourceArn}`, action, resource });
  }

  #told(allowed: boolean, refusal: Refusal): boolean {
    if (!allowed) this.refusals.push(refusal);
    return allowed;
  }
}
