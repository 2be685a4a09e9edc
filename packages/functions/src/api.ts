import { create as files } from "./files.ts";
import { create as graphql } from "./graphql.ts";
import type { Create } from "./handler.ts";
import { create as health } from "./health.ts";
import { answer, door, type HttpAnswer, type HttpEvent } from "./http.ts";
import { streamed } from "./streamed.ts";
import { rowsOf } from "./wiring.ts";

/** The rows of the wiring table that share this function. Loaded at once: whoever calls it waits for it. */
const CREATES: Readonly<Record<string, Create<HttpEvent, HttpAnswer>>> = { graphql, health, files };

export const ROUTES: Readonly<Record<string, () => Promise<Create<HttpEvent, HttpAnswer>>>> = Object.fromEntries(
  Object.entries(CREATES).map(([id, create]) => [id, () => Promise.resolve(create)]),
);

/** What a function URL calls: each path is a row of the wiring table. */
export const create: Create<HttpEvent, HttpAnswer> = (wired) => {
  const routes = new Map(
    rowsOf("http").flatMap(({ id, trigger }) => {
      const route = CREATES[id];
      return route ? [[trigger.path, route(wired)] as const] : [];
    }),
  );
  const nothing = door(wired, nothingHere);
  return (event) => (routes.get(event.rawPath) ?? routes.get(above(event.rawPath)) ?? nothing)(event);
};

/** `/files/` for `/files/x`. */
const above = (path: string): string => path.slice(0, path.indexOf("/", 1) + 1);

const nothingHere = ({ rawPath }: HttpEvent): Promise<HttpAnswer> =>
  Promise.resolve(
    answer(404, {
      errors: [{ message: `Nothing is at ${rawPath}. The API is at /graphql.`, extensions: { code: "NOT_FOUND" } }],
    }),
  );

export const handler = streamed(create);
