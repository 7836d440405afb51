// The floor under a page, a process of its own: plain node:http makes the same queries with the same values through pg,
// prepared by name and as many side by side as the page does, and sends a ready answer of the same length and headers.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';
import { revive, type FloorPage } from './recording.ts';

const pages = new Map(
  Object.entries(
    JSON.parse(readFileSync(process.env.PAGES ?? '', 'utf8'), revive) as Record<string, FloorPage>,
  ),
);
const names = new Map<string, string>();
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 20,
  options: '-c TimeZone=UTC -c statement_timeout=30000',
});

const server = createServer((request, response) => {
  const page = pages.get(request.url ?? '');
  if (!page) {
    response.writeHead(404).end();
    return;
  }
  makeQueries(page).then(
    () => response.writeHead(200, page.headers).end(page.body),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('Ready: the floor'));
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));

/** Step by step; the queries of one step are made side by side. */
async function makeQueries({ steps }: FloorPage): Promise<void> {
  for (const queries of steps) {
    await Promise.all(queries.map(({ text, values }) => pool.query({ name: nameOf(text), text, values })));
  }
}

function nameOf(text: string): string {
  const name = names.get(text) ?? `f${names.size}`;
  names.set(text, name);
  return name;
}
