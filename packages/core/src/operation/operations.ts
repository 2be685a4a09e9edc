import { authorize, type Ctx, notFound, type Page, type PageInput, parse } from "../kernel/index.ts";
import { change, list as readList } from "../table/index.ts";
import { WORKSPACE_ID, workspace } from "../workspace/index.ts";
import * as decide from "./decide.ts";
import { hashIn, hashOf, idOf, isHash, type Operation, RegisterInput, RemoveInput } from "./schema.ts";
import { drop, everyOperation, hold, read, readMany } from "./store.ts";

const permission = "workspace:configure" as const;
const subject = { permission, id: WORKSPACE_ID } as const;

/**
 * Registers a GraphQL document: requests may name it by its hash from then on, visitors too where it is anonymous.
 * One that is registered already gets the new name and openness. Whether it is valid is for the schema to say, and
 * for whoever calls this to have asked.
 *
 * @throws VALIDATION, LIMIT when there are 500, FORBIDDEN
 * @example await Operation.register(ctx, { name: "Help centre", document: "{ workspace { name } }", anonymous: true });
 */
export async function register(ctx: Ctx, raw: RegisterInput): Promise<Operation> {
  const input = parse(RegisterInput, raw);
  const hash = hashOf(input.document);
  const { name, document, anonymous } = input;
  await authorizeBoth(ctx);
  await change(ctx, workspace, { name: "operation.register", input, ...subject }, async ({ state }) => {
    const before = await read(ctx, hash, true);
    const events = decide.register(state, before, { hash, name, anonymous });
    if (events.length === 0) return [];
    const registeredAt = before?.registeredAt ?? ctx.clock.now();
    return { events, records: [hold(ctx, { id: idOf(hash), hash, name, document, anonymous, registeredAt })] };
  });
  const made = await read(ctx, hash, true);
  if (!made) throw notFound(idOf(hash));
  return made;
}

/** Takes an operation away; processes that know it run it for half a minute more. @throws NOT_FOUND, FORBIDDEN */
export async function remove(ctx: Ctx, raw: RemoveInput): Promise<{ readonly id: string }> {
  const input = parse(RemoveInput, raw);
  const { operationId: id } = input;
  const hash = hashIn(id) ?? "";
  await authorizeBoth(ctx);
  await change(ctx, workspace, { name: "operation.remove", input, ...subject }, async () => {
    const before = await read(ctx, hash, true);
    if (!before) throw notFound(id, ["operationId"]);
    return { events: decide.remove(before), records: [drop(ctx, hash)] };
  });
  return { id };
}

/** Every registered operation, in the order of registration. @throws FORBIDDEN, BAD_USER_INPUT */
export async function list(ctx: Ctx, page: PageInput = {}): Promise<Page<Operation>> {
  await authorize(ctx, permission, {});
  const { edges, pageInfo } = await readList(ctx, everyOperation(ctx), page);
  const keys = edges.map(({ node }) => node);
  const whole = await readMany(ctx, keys);
  return {
    edges: edges.flatMap(({ node, cursor }) => {
      const one = whole.get(node.pk);
      return one ? [{ node: one, cursor }] : [];
    }),
    pageInfo,
  };
}

/** The operation of the workspace with this hash, for whoever names it: a hash is no secret, nor is what it names. */
export const find = async (ctx: Ctx, hash: string): Promise<Operation | null> =>
  isHash(hash) ? read(ctx, hash, false) : null;

/** The workspace one is in is no secret: who may not read it is told so, and not that there is none. */
async function authorizeBoth(ctx: Ctx): Promise<void> {
  await authorize(ctx, subject.permission);
  await authorize(ctx, "workspace:read");
}
