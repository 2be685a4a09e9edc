/** What AWS counts of one thing that happens, as the recorded run counted it. */
export interface Usage {
  readonly lambdaRequests: number;
  /** Memory times time, GB s: what Lambda bills. */
  readonly gbSeconds: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly events: number;
  readonly sqsRequests: number;
  readonly s3Puts: number;
  readonly s3Gets: number;
  readonly mailsSent: number;
  readonly mailsReceived: number;
  readonly schedules: number;
}

/**
 * Dollars, by AWS's price lists for eu-west-1, on demand, no free tier, November 2025. A price that moved is mended
 * here, and `npm run docs` writes the page anew.
 */
export const PRICES: Readonly<Record<keyof Usage, number>> = {
  lambdaRequests: 0.2e-6,
  gbSeconds: 0.0000133334,
  readUnits: 0.1415e-6,
  writeUnits: 0.705e-6,
  events: 1e-6,
  sqsRequests: 0.4e-6,
  s3Puts: 5e-6,
  s3Gets: 0.4e-6,
  mailsSent: 100e-6,
  mailsReceived: 100e-6,
  schedules: 1e-6,
};

/** Dollars for so many of one thing, by what is billed. */
export function costOf(usage: Usage, times: number): Readonly<Record<keyof Usage | "total", number>> {
  const parts = Object.entries(PRICES).map(
    ([what, price]) => [what, usage[what as keyof Usage] * price * times] as const,
  );
  const total = parts.reduce((sum, [, dollars]) => sum + dollars, 0);
  return Object.fromEntries([...parts, ["total", total]]) as Record<keyof Usage | "total", number>;
}

export const MINUTES_A_MONTH = 60 * 24 * 30;

/** What a desk costs a month that nobody uses: the tick, what polls a queue, and what is watched. */
export const STANDING = {
  /** CloudWatch bills each metric that an alarm looks at; the first ten of an account are free. */
  alarmMetric: 0.1,
  /** The least that Lambda asks each empty queue: five pollers, each waiting 20 seconds. */
  pollsAMinute: 15,
} as const;
