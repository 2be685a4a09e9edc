import { expect, test } from "vitest";
import { documentCache } from "../src/server/cache.ts";

test("the documents used last are kept, long ones never", () => {
  const cache = documentCache<number>(2, 3);
  cache.set("a", 1);
  cache.set("b", 2);
  expect(cache.get("a")).toBe(1);
  cache.set("c", 3);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
  cache.set("long", 4);
  expect(cache.get("long")).toBeUndefined();
});
