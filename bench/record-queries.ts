// Loaded into the app for one start only: writes each query, with when it began and ended, to the file RECORD_QUERIES.
import { appendFileSync } from 'node:fs';
import pg from 'pg';

const file = process.env.RECORD_QUERIES ?? '';
const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
const query = prototype.query;

prototype.query = function record(this: pg.Client, ...args: unknown[]): unknown {
  const began = performance.now();
  const answer = query.apply(this, args);
  if (answer instanceof Promise) {
    const { text, values } = (
      typeof args[0] === 'string' ? { text: args[0], values: args[1] } : args[0]
    ) as Query;
    answer.then(
      () => write({ text, values: (values ?? []).map(plain), began, ended: performance.now() }),
      () => undefined,
    );
  }
  return answer;
};

type Query = { text: string; values?: unknown[] };

function write(line: unknown): void {
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

function plain(value: unknown): unknown {
  return Buffer.isBuffer(value) ? { bytes: value.toString('hex') } : value;
}
