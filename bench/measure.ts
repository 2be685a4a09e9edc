import { performance } from "node:perf_hooks";

/** What one run of something took, ms. */
export interface Sample {
  readonly wall: number;
  readonly cpu: number;
}

export interface Pair {
  readonly ours: Sample;
  readonly bare: Sample;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

const mid = (samples: readonly Sample[]): Sample => ({
  wall: median(samples.map(({ wall }) => wall)),
  cpu: median(samples.map(({ cpu }) => cpu)),
});

/** CPU of this process alone: the engine is a process of its own. */
async function sample(times: number, run: () => Promise<unknown>): Promise<Sample> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let i = 0; i < times; i++) await run();
  const wall = performance.now() - start;
  const used = process.cpuUsage(cpu);
  return { wall: wall / times, cpu: (used.user + used.system) / 1_000 / times };
}

/** Ours and the bare calls in turn, round by round, so that a slow moment of the machine hits both. */
export async function compare(
  ours: () => Promise<unknown>,
  bare: () => Promise<unknown>,
  { rounds = 9, times = 25 }: { readonly rounds?: number; readonly times?: number } = {},
): Promise<Pair> {
  await sample(times * 2, ours);
  await sample(times * 2, bare);
  const samples: Pair[] = [];
  for (let i = 0; i < rounds; i++) samples.push({ ours: await sample(times, ours), bare: await sample(times, bare) });
  return { ours: mid(samples.map((one) => one.ours)), bare: mid(samples.map((one) => one.bare)) };
}

const ms = (value: number): string => `${value.toFixed(2)} ms`.padStart(10);
const ratio = (a: number, b: number): string => `${(a / b).toFixed(2)}x`.padStart(7);

export function heading(text: string): void {
  console.log(`\n${text}`);
}

export function show(name: string, { ours, bare }: Pair, aim: string): void {
  const wall = `wall ${ms(ours.wall)} / ${ms(bare.wall)} ${ratio(ours.wall, bare.wall)}`;
  const cpu = `cpu ${ms(ours.cpu)} / ${ms(bare.cpu)} ${ratio(ours.cpu, bare.cpu)}`;
  console.log(`  ${name.padEnd(34)} ${wall}   ${cpu}   ${aim}`);
}
