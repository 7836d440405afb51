import autocannon from 'autocannon';
import { processorTime, type Running } from './app.ts';
import type { Asked } from './recording.ts';

/**
 * What some seconds of asking showed: answers a second, how long each took, and the processor time that the server's own
 * process spent on each (unknown where the system does not say). Times are milliseconds.
 */
export type Shot = {
  readonly perSecond: number;
  readonly times: readonly number[];
  readonly processor: number | undefined;
};

/** Asks for addresses in turn over some connections at once, each waiting for its answer. Throws when one is not a 200. */
export async function shoot(
  { url, pid }: Pick<Running, 'url' | 'pid'>,
  asked: readonly Asked[],
  connections: number,
  seconds: number,
): Promise<Shot> {
  const times: number[] = [];
  const before = processorTime(pid);
  const result = await new Promise<autocannon.Result>((done, fail) => {
    const requests = asked.map(({ path, cookie }) => ({ path, ...(cookie ? { headers: { cookie } } : {}) }));
    const instance = autocannon(
      { url, connections, duration: seconds, requests },
      (error: Error | null, result) => {
        if (error) fail(error);
        else done(result);
      },
    );
    instance.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  const wrong = result.non2xx + result.errors + result.timeouts;
  if (wrong > 0)
    throw new Error(`${wrong} of ${times.length} answers from ${url} were not what was asked for.`);
  const spent = before === undefined ? undefined : (processorTime(pid) ?? before) - before;
  const processor = spent === undefined ? undefined : spent / times.length;
  return { perSecond: times.length / result.duration, times, processor };
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The middle of some values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
