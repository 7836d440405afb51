import autocannon from 'autocannon';
import type { Asked } from './recording.ts';

/** What some seconds of asking showed: answers a second, and how long each took in milliseconds. */
export type Shot = { readonly perSecond: number; readonly times: readonly number[] };

/** Asks for addresses in turn over some connections at once, each waiting for its answer. Throws when one is not a 200. */
export async function shoot(
  url: string,
  asked: readonly Asked[],
  connections: number,
  seconds: number,
): Promise<Shot> {
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((done, fail) => {
    const requests = asked.map(({ path, cookie }) => ({ path, ...(cookie ? { headers: { cookie } } : {}) }));
    const instance = autocannon(
      { url, connections, duration: seconds, requests },
      (error: unknown, result) => {
        if (error) fail(error as Error);
        else done(result);
      },
    );
    instance.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  const wrong = result.non2xx + result.errors + result.timeouts;
  if (wrong > 0)
    throw new Error(`${wrong} of ${times.length} answers from ${url} were not what was asked for.`);
  return { perSecond: times.length / result.duration, times };
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
