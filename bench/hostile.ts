import { performance } from "node:perf_hooks";
import { createServer, type Server } from "@switchboard/graphql";
import { HOSTILE, type Hostile } from "../packages/graphql/test/hostile.ts";
import type { Bench } from "./desk.ts";
import { heading, median } from "./measure.ts";

const INNOCENT = JSON.stringify({ query: "{ tickets(first: 10) { edges { node { id subject status } } } }" });
const ROUNDS = 5;
const AT_ONCE = 4;

/** What requests cost that only want to make work, and what it does to somebody who asks beside them. */
export async function benchHostile(bench: Bench): Promise<void> {
  const server = createServer({ context: () => bench.desk.as(bench.ctx.actor) });
  heading("Hostile requests: until refused (aim: 250 ms), and an innocent query beside four of them (aim: 5x)");
  for (let i = 0; i < 20; i++) await send(server, INNOCENT);
  const alone = await timed(20, () => send(server, INNOCENT));
  console.log(`  ${"the innocent query alone".padEnd(58)} ${ms(alone)}`);
  for (const hostile of HOSTILE) {
    const own = await timed(ROUNDS, () => send(server, hostile.body, hostile.type));
    const beside = await timed(ROUNDS, () => besideOf(server, hostile));
    console.log(
      `  ${hostile.title.padEnd(58)} ${ms(own)}   beside ${ms(beside)} ${(beside / alone).toFixed(1).padStart(6)}x`,
    );
  }
}

async function send(server: Server, body: string, type = "application/json"): Promise<undefined> {
  const request = new Request("http://desk.example/graphql", {
    method: "POST",
    headers: { "content-type": type, accept: "application/json" },
    body,
  });
  await (await server.fetch(request)).text();
}

/** Four of them come in, then the innocent one: how long it takes is what it waits for. */
async function besideOf(server: Server, { body, type }: Hostile): Promise<number> {
  const others = Array.from({ length: AT_ONCE }, () => send(server, body, type));
  const start = performance.now();
  await send(server, INNOCENT);
  const taken = performance.now() - start;
  await Promise.all(others);
  return taken;
}

/** The median; of what `run` says, or of how long it takes. */
async function timed(rounds: number, run: () => Promise<number | undefined>): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    const own = await run();
    taken.push(own ?? performance.now() - start);
  }
  return median(taken);
}

const ms = (value: number): string => `${value.toFixed(1)} ms`.padStart(10);
