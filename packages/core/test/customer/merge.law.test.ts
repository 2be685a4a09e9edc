import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { isRefusal } from "../../src/kernel/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { phone, somebody } from "../support/people.ts";
import { RUNS } from "../support/random.ts";

useEngine();

const PEOPLE = 5;
const NUMBERS = 9;

/** What should be: who was merged into whom, and whose each number is. */
interface Model {
  readonly into: Map<number, number>;
  readonly owner: Map<number, number>;
}

const rootIn = ({ into }: Model, one: number): number => {
  const above = into.get(one);
  return above === undefined ? one : rootIn({ into } as Model, above);
};

const underIn = ({ into }: Model, one: number): readonly number[] =>
  [...into].filter(([, above]) => above === one).flatMap(([below]) => [below, ...underIn({ into } as Model, below)]);

interface Move {
  readonly name: "merge" | "unmerge" | "add" | "remove" | "upsert";
  readonly a: number;
  readonly b: number;
}

/** What a move does to the model; false when it must be refused. */
const MOVES: Readonly<Record<Move["name"], (m: Model, a: number, b: number) => boolean>> = {
  merge: (m, a, b) => {
    const target = rootIn(m, b);
    if (m.into.get(a) === target) return true;
    if (m.into.has(a) || target === a) return false;
    m.into.set(a, target);
    return true;
  },
  unmerge: (m, a) => m.into.delete(a),
  add: (m, a, b) => {
    if (m.into.has(a)) return false;
    const owner = m.owner.get(b);
    if (owner === undefined) m.owner.set(b, a);
    return owner === undefined || rootIn(m, owner) === a;
  },
  remove: (m, a, b) => {
    const own = [...m.owner].filter(([, owner]) => owner === a);
    return !m.into.has(a) && m.owner.get(b) === a && own.length > 1 && m.owner.delete(b);
  },
  // By the number that `a` began with, which never goes, and one more.
  upsert: (m, a, b) => {
    const [first, second] = [m.owner.get(a), m.owner.get(b)];
    const root = rootIn(m, first ?? a);
    if (second !== undefined && rootIn(m, second) !== root) return false;
    if (second === undefined) m.owner.set(b, root);
    return true;
  },
};

const numberOf = (n: number) => phone(`+4930901820${n}`);

const call = (f: Fixture, ids: readonly string[], { name, a, b }: Move): Promise<unknown> => {
  const [one, other] = [ids[a] ?? "", ids[b % PEOPLE] ?? ""];
  const input = { customerId: one, identity: numberOf(b) };
  switch (name) {
    case "merge":
      return Customer.merge(f.agent, { sourceIds: [one], targetId: other });
    case "unmerge":
      return Customer.unmerge(f.agent, { customerId: one });
    case "add":
      return Customer.addIdentity(f.agent, input);
    case "remove":
      return Customer.removeIdentity(f.agent, input);
    case "upsert":
      return Customer.upsert(f.agent, { identities: [numberOf(a), numberOf(b)] });
  }
};

const move: fc.Arbitrary<Move> = fc
  .record({
    name: fc.constantFrom("merge", "merge", "unmerge", "add", "remove", "upsert"),
    a: fc.nat({ max: PEOPLE - 1 }),
    b: fc.nat({ max: NUMBERS - 1 }),
  })
  // What somebody began with stays with them, so that every upsert finds them.
  .filter(({ name, b }) => name !== "remove" || b >= PEOPLE);

async function compare(f: Fixture, ids: readonly string[], model: Model): Promise<void> {
  for (let n = 0; n < NUMBERS; n++) {
    const owner = model.owner.get(n);
    const found = await Customer.getByIdentity(f.agent, numberOf(n));
    expect(found?.id).toBe(owner === undefined ? undefined : ids[rootIn(model, owner)]);
  }
  for (const [i, id] of ids.entries()) {
    const { sources = [], merged } = await Customer.get(f.agent, id);
    const under = underIn(model, i).map((one) => ids[one] ?? "");
    expect([...sources].sort()).toEqual(under.sort());
    expect(merged?.into).toBe(ids[model.into.get(i) ?? -1]);
    const root = rootIn(model, i);
    const everybody = [root, ...underIn(model, root)].map((one) => ids[one] ?? "");
    expect([...(await Customer.selfOf(f.system, id))].sort()).toEqual(everybody.sort());
    await expectFold(f, Customer.customer, id);
  }
}

test("whatever is merged, unmerged, added and removed: everything somebody is known by leads to who stands for them, and a merge that is taken back leaves no trace", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 16, size: "max" }), async (moves) => {
      const f = await makeDesk();
      const ids: string[] = [];
      for (let i = 0; i < PEOPLE; i++) ids.push((await somebody(f, numberOf(i))).id);
      const model: Model = { into: new Map(), owner: new Map(ids.map((_, i) => [i, i])) };
      for (const one of moves) {
        const expected = MOVES[one.name](model, one.a, one.name === "merge" ? one.b % PEOPLE : one.b);
        const done = await call(f, ids, one).then(
          () => true,
          (e: unknown) => {
            if (!isRefusal(e) || e.code === "INTERNAL" || e.code === "CONFLICT") throw e;
            return false;
          },
        );
        expect(done, JSON.stringify(one)).toBe(expected);
      }
      await compare(f, ids, model);
    }),
    { numRuns: Math.ceil(RUNS / 10) },
  );
}, 3_600_000);
