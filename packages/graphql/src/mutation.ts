import type { InputFieldMap, InputShapeFromFields } from "@pothos/core";
import type { Ctx, Permission } from "@switchboard/core";
import type { GraphQLSchema } from "graphql";
import { builder, type Types } from "./builder.ts";
import { refresh } from "./context.ts";
import { type Settled, settle } from "./refusal.ts";
import { rule } from "./rule.ts";
import { UserError } from "./types/errors.ts";

/** Makes the fields of an input. */
export type InputBuilder = PothosSchemaTypes.InputFieldBuilder<Types, "InputObject">;
type PayloadBuilder<R> = PothosSchemaTypes.ObjectFieldBuilder<Types, Settled<R>>;
type PayloadFields = Record<string, PothosSchemaTypes.FieldRef<Types, unknown, "Object">>;

/** Input as operations take it: what was null is absent. */
type Given<T> = T extends readonly (infer Item)[]
  ? Given<Item>[]
  : T extends object
    ? { [K in keyof T]: Given<Exclude<T[K], null>> }
    : T;

interface Meta {
  readonly idempotencyKey?: string;
  readonly expectedVersion?: number;
}

/** Everything there is to say about one mutation, besides its name and input. */
export interface Mutation<I, R> {
  readonly says: string;
  readonly permission: Permission;
  /** Points, where a call does far more than one change. */
  readonly cost?: number;
  /** What it is done to, where that is many at once. */
  readonly size?: "ticketIds";
  /** Whether it changes something that exists, and so takes `expectedVersion`. */
  readonly versioned?: boolean;
  /** Fields of the input that are JSON: a null in them means something, and stays. */
  readonly json?: readonly string[];
  readonly payload: (t: PayloadBuilder<R>) => PayloadFields;
  /** The schema is for what checks documents. */
  readonly run: (ctx: Ctx, input: Given<I> & Meta, schema: GraphQLSchema) => Promise<R>;
}

const COST = 10;

/**
 * Defines a mutation: its input, its payload and its one-line resolver. The permission is core's to check; it
 * stands here so that the schema names it, and a test holds the two together.
 */
export function mutation<F extends InputFieldMap, R>(
  name: string,
  fields: (t: InputBuilder) => F,
  spec: Mutation<InputShapeFromFields<F>, R>,
): void {
  const Name = name.charAt(0).toUpperCase() + name.slice(1);
  const input: PothosSchemaTypes.InputObjectRef<Types, object> = builder.inputType(`${Name}Input`, {
    description: `What \`${name}\` takes.`,
    fields: (t) => ({ ...fields(t), ...metaFields(t, spec.versioned ?? false) }),
  });
  const payload = payloadOf(name, `${Name}Payload`, spec.payload);
  builder.mutationField(name, (t) =>
    t.field({
      ...rule(spec.says, {
        permission: spec.permission,
        cost: spec.cost ?? COST,
        ...(spec.size ? { size: spec.size } : {}),
      }),
      type: payload,
      nullable: true,
      args: { input: t.arg({ type: input, required: true, description: "What to do, and to what." }) },
      resolve: (_, args, context, info) => {
        refresh(context);
        const given = withoutNulls(args.input, spec.json) as Parameters<typeof spec.run>[1];
        return settle(() => spec.run(context.ctx, given, info.schema));
      },
    }),
  );
}

const payloadOf = <R>(name: string, Name: string, fields: Mutation<never, R>["payload"]) =>
  builder.objectRef<Settled<R>>(Name).implement({
    description: `What \`${name}\` came to.`,
    fields: (t) => ({
      ...fields(t),
      errors: t.field({
        type: [UserError],
        description: "Why nothing was done; empty when it was.",
        extensions: { cost: 0 },
        resolve: (settled) => settled.errors,
      }),
    }),
  });

const metaFields = (t: InputBuilder, versioned: boolean) => ({
  idempotencyKey: t.string({
    description:
      "A key of your own for this call, up to 255 characters. The same call again within 24 hours has no second effect and gets the same ids.",
  }),
  ...(versioned
    ? {
        expectedVersion: t.int({
          description:
            "The `version` your decision was made on. When it is no longer the current one, nothing is done: ConflictError.",
        }),
      }
    : {}),
});

function withoutNulls(value: object, json: readonly string[] = []): object {
  const given = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(given.map(([key, item]) => [key, json.includes(key) ? item : bare(item)]));
}

/** A value without its nulls, as operations take it. */
export function bare(item: unknown): unknown {
  if (Array.isArray(item)) return item.map(bare);
  return typeof item === "object" && item !== null ? withoutNulls(item) : item;
}
