import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Customer from "../../src/customer/index.ts";
import { type Ctx, isRefusal } from "../../src/kernel/index.ts";
import * as Mail from "../../src/mail/index.ts";
import * as Ticket from "../../src/ticket/index.ts";
import { type Fixture, makeDesk, useEngine } from "../support/desk.ts";
import { expectFold } from "../support/fold.ts";
import { arrivalOf } from "../support/mail.ts";
import { texts } from "../support/merge.ts";
import { RUNS } from "../support/random.ts";

useEngine();

/** Something said: who may read it, and the ticket that shows it when nothing is merged. */
interface Said {
  readonly text: string;
  readonly owner: number;
  readonly isNote: boolean;
  holder: string;
}

/** What it should all look like: tickets, what each was merged into, and everything said in order of time. */
interface Model {
  readonly said: Said[];
  readonly owner: Map<string, number>;
  readonly into: Map<string, string>;
}

interface World extends Model {
  readonly f: Fixture;
  readonly customers: readonly Ctx[];
  readonly tickets: string[];
  count: number;
}

const rootOf = ({ into }: Model, id: string): string => {
  const next = into.get(id);
  return next === undefined ? id : rootOf({ into } as Model, next);
};
const isUnder = ({ into }: Model, id: string, above: string): boolean =>
  id === above || (into.has(id) && isUnder({ into } as Model, into.get(id) as string, above));

const shown = (model: Model, id: string): readonly Said[] =>
  model.said.filter(({ holder }) => isUnder(model, holder, id));

const ADDRESSES = ["eve@example.com", "zoe@example.com"] as const;

type Move = (w: World, a: string, b: string) => Promise<void>;

const say =
  (isNote: boolean): Move =>
  async (w, a) => {
    const text = `${isNote ? "note" : "reply"} ${w.count++}`;
    await (isNote ? Ticket.note : Ticket.reply)(w.f.agent, { ticketId: a, text });
    w.said.push({ text, owner: w.owner.get(a) ?? 0, isNote, holder: a });
  };

const MOVES: Readonly<Record<string, Move>> = {
  reply: say(false),
  note: say(true),
  message: async (w, a) => {
    const owner = w.owner.get(a) ?? 0;
    const text = `message ${w.count++} of ${owner}`;
    await Ticket.addMessage(w.customers[owner] as Ctx, { ticketId: a, text });
    w.said.push({ text, owner, isNote: false, holder: rootOf(w, a) });
  },
  mail: async (w, a) => {
    const owner = w.owner.get(a) ?? 0;
    const text = `mail ${w.count++} of ${owner}`;
    const { number } = await Ticket.get(w.f.agent, a);
    const headers = { From: ADDRESSES[owner] as string, Subject: `Re: it slips [#${number}]` };
    const arrival = arrivalOf({ headers, body: text, envelopeFrom: ADDRESSES[owner] as string });
    expect(await Mail.receive(w.f.system, arrival)).toMatchObject({ outcome: "ENTRY" });
    w.said.push({ text, owner, isNote: false, holder: rootOf(w, a) });
  },
  merge: async (w, a, b) => {
    await Ticket.merge(w.f.agent, { sourceIds: [a], targetId: b });
    if (!w.into.has(a)) w.into.set(a, rootOf(w, b));
  },
  unmerge: async (w, a) => {
    await Ticket.unmerge(w.f.agent, { ticketId: a });
    w.into.delete(a);
  },
  link: async (w, a, b) => {
    await Ticket.link(w.f.agent, { ticketId: a, kind: "PARENT", otherId: b });
  },
  split: async (w, a) => {
    const { edges } = await Ticket.entries(w.f.agent, a, { first: 6 });
    const moved = edges
      .flatMap(({ node }) => (node.words ? [{ id: node.id, text: node.words.text }] : []))
      .slice(0, 1 + (w.count % 2));
    const { object } = await Ticket.split(w.f.agent, { ticketId: a, entryIds: moved.map(({ id }) => id) });
    for (const one of w.said) if (moved.some(({ text }) => text === one.text)) one.holder = object.id;
    w.tickets.push(object.id);
    w.owner.set(object.id, object.customerId === w.f.customerId ? 0 : 1);
  },
};

async function worldOf(f: Fixture): Promise<World> {
  const { object: zoe } = await Customer.upsert(f.system, { email: ADDRESSES[1], name: "Zoe" });
  const ids = [f.customerId, zoe.id];
  const customers = ids.map((customerId) => f.as({ kind: "customer", workspaceId: "main", customerId }));
  const w: World = { f, customers, tickets: [], said: [], owner: new Map(), into: new Map(), count: 0 };
  for (const owner of [0, 0, 0, 1]) {
    f.clock.advance(1);
    const text = `opening ${w.count++} of ${owner}`;
    const { id } = await f.openTicket({ customerId: ids[owner] as string, text });
    w.tickets.push(id);
    w.owner.set(id, owner);
    w.said.push({ text, owner, isNote: false, holder: id });
  }
  return w;
}

async function compare(w: World): Promise<void> {
  for (const id of w.tickets) {
    const expected = shown(w, id);
    expect(await texts(w.f.agent, id)).toEqual(expected.map(({ text }) => text));
    const owner = w.owner.get(id) ?? 0;
    const theirs = expected.filter((one) => !one.isNote && one.owner === owner).map(({ text }) => text);
    expect(await texts(w.customers[owner] as Ctx, id)).toEqual(theirs);
  }
  const apart = w.tickets.filter((id) => !w.into.has(id));
  const everywhere = (await Promise.all(apart.map((id) => texts(w.f.agent, id)))).flat();
  expect([...everywhere].sort()).toEqual(w.said.map(({ text }) => text).sort());
}

/** Talk more than structure, so that there is something to move. */
const move = fc.constantFrom(
  "reply",
  "note",
  "message",
  "message",
  "mail",
  "merge",
  "merge",
  "unmerge",
  "link",
  "split",
);
const steps = fc.array(fc.tuple(move, fc.nat({ max: 7 }), fc.nat({ max: 7 })), {
  minLength: 10,
  maxLength: 24,
  size: "max",
});

test("whatever is merged, unmerged, split, linked, said and mailed: nothing is lost, doubled or out of order, and no customer reads a note or another's words", async () => {
  const f = await makeDesk();
  await fc.assert(
    fc.asyncProperty(steps, async (moves) => {
      const w = await worldOf(f);
      for (const [name, a, b] of moves) {
        f.clock.advance(1);
        const [one, other] = [a, b].map((i) => w.tickets[i % w.tickets.length] as string);
        await MOVES[name]?.(w, one as string, other as string).catch((e: unknown) => {
          if (!isRefusal(e) || e.code === "INTERNAL") throw e;
        });
      }
      await compare(w);
      for (const id of w.tickets) await expectFold(f, Ticket.ticket, id);
    }),
    { numRuns: Math.ceil(RUNS / 10) },
  );
}, 3_600_000);
