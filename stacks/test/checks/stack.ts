import type { Recording, Resource } from "../offline/recording.ts";

export interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Principal: Readonly<Record<string, readonly string[]>>;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

// biome-ignore lint/suspicious/noExplicitAny: inputs are what a provider takes: as deep as they are different
export type Inputs = Readonly<Record<string, any>>;

export interface Recorded {
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
  readonly state: Inputs;
}

/** What was recorded, to be asked by what AWS calls it. */
export class Stack {
  readonly recording: Recording;
  /** Where the bundles lie. */
  readonly artifacts: string;

  constructor(recording: Recording, artifacts: string) {
    this.recording = recording;
    this.artifacts = artifacts;
  }

  /** All of one kind, such as `aws:sqs/queue:Queue`. */
  of(type: string): readonly Recorded[] {
    return this.recording.resources.filter((one): one is Resource => one.type === type);
  }

  /** The functions of the stack; not the one that SST puts at the edge, which lives by CloudFront's rules. */
  functions(): readonly Recorded[] {
    return this.of("aws:lambda/function:Function").filter(({ inputs }) => !this.edge().has(inputs["role"]));
  }

  /** ARNs of roles that the edge takes on. */
  edge(): ReadonlySet<string> {
    const roles = this.of("aws:iam/role:Role").filter(({ inputs }) =>
      statementsOf(inputs["assumeRolePolicy"]).some(({ Principal }) =>
        Principal["Service"]?.includes("edgelambda.amazonaws.com"),
      ),
    );
    return new Set(roles.map(({ state }) => state["arn"]));
  }

  roleOf(fn: Recorded): Recorded | undefined {
    return this.of("aws:iam/role:Role").find(({ state }) => state["arn"] === fn.inputs["role"]);
  }
}

/** What a role may do. */
export const grantsOf = (role: Recorded): readonly Statement[] =>
  (role.inputs["inlinePolicies"] ?? []).flatMap(({ policy }: { policy: string }) => statementsOf(policy));

/** A policy's statements, with what may be one or many made many. */
export function statementsOf(policy: unknown): readonly Statement[] {
  const parsed: Inputs = typeof policy === "string" ? JSON.parse(policy) : (policy ?? { Statement: [] });
  return many<Inputs>(parsed["Statement"]).map((one) => ({
    Effect: one["Effect"],
    Action: many(one["Action"]),
    Resource: many(one["Resource"]),
    Principal: principalsOf(one["Principal"]),
    Condition: one["Condition"] ?? {},
  }));
}

const principalsOf = (given: unknown): Statement["Principal"] => {
  if (given === undefined) return {};
  if (typeof given === "string") return { "*": [given] };
  return Object.fromEntries(Object.entries(given as Inputs).map(([type, ids]) => [type, many<string>(ids)]));
};

const many = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
