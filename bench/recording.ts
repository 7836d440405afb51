import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export type Query = { readonly text: string; readonly values: unknown[] };
type Recorded = Query & { readonly began: number; readonly ended: number };

/** A page as the floor serves it: its queries in steps, those of one step side by side, then a ready answer. */
export type FloorPage = {
  readonly steps: readonly (readonly Query[])[];
  readonly headers: Record<string, string>;
  readonly body: string;
};

/** One address that is measured, with the session of who asks. */
export type Asked = { readonly path: string; readonly cookie: string | undefined };

/** Asks the recording app for an address, the second time with an eye on its queries. */
export async function recordPage(url: string, file: string, asked: Asked): Promise<FloorPage> {
  await ask(url, asked);
  await sleep(5);
  const before = linesOf(file).length;
  const response = await ask(url, asked);
  const body = await response.text();
  await sleep(5);
  const queries = linesOf(file)
    .slice(before)
    .map((line) => JSON.parse(line, revive) as Recorded);
  return { steps: toSteps(queries), headers: toHeaders(response.headers, body), body };
}

async function ask(url: string, { path, cookie }: Asked): Promise<Response> {
  const response = await fetch(url + path, { redirect: 'manual', headers: cookie ? { cookie } : {} });
  if (response.status !== 200)
    throw new Error(`${path} answered ${response.status}, so it cannot be measured.`);
  return response;
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/** A query belongs to the step after the last of those that had ended when it began. */
function toSteps(recorded: readonly Recorded[]): Query[][] {
  const steps: Query[][] = [];
  const placed: { ended: number; step: number }[] = [];
  for (const { text, values, began, ended } of [...recorded].sort((one, other) => one.began - other.began)) {
    const step = Math.max(-1, ...placed.filter((one) => one.ended <= began).map((one) => one.step)) + 1;
    placed.push({ ended, step });
    (steps[step] ??= []).push({ text, values });
  }
  return steps;
}

function toHeaders(headers: Headers, body: string): Record<string, string> {
  const own = ['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-length'];
  const kept = [...headers].filter(([name]) => !own.includes(name));
  return { ...Object.fromEntries(kept), 'content-length': String(Buffer.byteLength(body)) };
}

/** For JSON.parse: bytes that travelled as hexadecimal digits are bytes again. */
export function revive(_key: string, value: unknown): unknown {
  const isBytes = typeof value === 'object' && value !== null && 'bytes' in value;
  return isBytes ? Buffer.from(String(value.bytes), 'hex') : value;
}
