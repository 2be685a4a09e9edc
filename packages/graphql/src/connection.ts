import type { Page, PageInput } from "@switchboard/core";
import { builder, type Types } from "./builder.ts";

type Edge<T> = Page<T>["edges"][number];
type Ref<T> = PothosSchemaTypes.ObjectRef<Types, T>;

export const PageInfo = builder.objectRef<Page<unknown>["pageInfo"]>("PageInfo").implement({
  description: "Where a page lies in its list.",
  fields: (t) => ({
    hasNextPage: t.exposeBoolean("hasNextPage", { description: "Whether more follows behind `endCursor`." }),
    hasPreviousPage: t.exposeBoolean("hasPreviousPage", {
      description: "Whether something stands in front of `startCursor`.",
    }),
    startCursor: t.exposeString("startCursor", {
      nullable: true,
      description: "Give it as `before` to read the page in front.",
    }),
    endCursor: t.exposeString("endCursor", {
      nullable: true,
      description: "Give it as `after` to read the next page.",
    }),
    scanLimited: t.exposeBoolean("scanLimited", {
      description: "True when a rare filter ended the search before the page was full: read on behind `endCursor`.",
    }),
  }),
});

/** The connection and edge types of a list of `node`, in Relay's shape; core's pages are their values. */
export function connectionOf<T>(name: string, node: Ref<T>, of: string): Ref<Page<T>> {
  const edge = builder.objectRef<Edge<T>>(`${name}Edge`).implement({
    description: `One of the ${of}, with its place in the list.`,
    fields: (t) => ({
      node: t.field({ type: node, description: "The item.", resolve: (e) => e.node as never }),
      cursor: t.exposeString("cursor" as never, {
        description: "The place of this item; opaque, and good for this list only.",
      }),
    }),
  });
  return builder.objectRef<Page<T>>(`${name}Connection`).implement({
    description: `A page of ${of}.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: "The items of this page, in order.",
        extensions: { cost: 0 },
        resolve: (page) => page.edges as Edge<T>[],
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: "Where this page lies in the list.",
        extensions: { cost: 0 },
        resolve: (page) => page.pageInfo,
      }),
    }),
  });
}

const forward = () =>
  builder.args((t) => ({
    first: t.int({
      description: "How many items, from the start or behind `after`: 1 to 100. 20 when neither is given.",
    }),
    after: t.string({ description: "Reads on behind this cursor." }),
  }));

const backward = () =>
  builder.args((t) => ({
    last: t.int({
      description: "How many items, from the end or in front of `before`: 1 to 100. Not together with `first`.",
    }),
    before: t.string({ description: "Reads what stands in front of this cursor." }),
  }));

/** The four arguments of a list. */
export const pageArgs = () => ({ ...forward(), ...backward() });
/** The two of a list that reads forwards only. */
export const forwardArgs = forward;

interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** An explicit null is as good as nothing. */
export const pageInput = (args: PageArgs): PageInput => ({
  first: args.first ?? undefined,
  after: args.after ?? undefined,
  last: args.last ?? undefined,
  before: args.before ?? undefined,
});
