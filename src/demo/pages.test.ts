import { beforeAll, expect, test } from 'vitest';
import { sweeps, tasks } from '#house';
import { openHouse, type TestHouse } from '#test/house.ts';
import { showDemoBanner } from './banner.tsx';
import { figures, type FigureRow } from './figure.sql.ts';
import { loadDemo } from './load-demo.ts';
import { linesOf } from './mailbox.view.tsx';

let house: TestHouse;
let people: FigureRow[];

beforeAll(async () => {
  house = await openHouse();
  await loadDemo({ ...house, tasks, sweeps });
  people = await figures(house.db);
}, 120_000);

test('outside of the demo there is no page to be anyone, and no mailbox of all', async () => {
  expect((await house.visit('/demo')).status).toBe(404);
  expect((await house.visit('/mailbox')).status).toBe(404);
  expect((await house.submit(`/demo/be/${people[0]?.personId ?? ''}`, {})).status).toBe(404);
  showDemoBanner();
  expect((await house.visit('/demo')).status).toBe(200);
});

test('everybody in the files can be chosen, and one click signs in and leads to their desk', async () => {
  showDemoBanner();
  const page = await house.visit('/demo');
  for (const { personId } of people) expect(page.text).toContain(`/demo/be/${personId}`);
  const farida = people.find(({ slug }) => slug === 'farida');
  const entered = await house.submit(`/demo/be/${farida?.personId ?? ''}`, {});
  expect(entered.location).toBe('/desk');
  const cookie = entered.response.headers.getSetCookie().map((one) => one.split(';')[0]);
  const at = new Request('http://localhost:3000/demo', { headers: { cookie: cookie.join('; ') } });
  expect(await (await house.ask(at)).text()).toContain('You are Farida Rahmani');
});

test('somebody who is not of the demo cannot be chosen', async () => {
  showDemoBanner();
  expect((await house.submit('/demo/be/00000000-0000-4000-8000-000000000000', {})).status).toBe(404);
});

test('the mailbox shows letters of all or of one, and a letter’s addresses of ours can be followed', async () => {
  showDemoBanner();
  const all = await house.visit('/mailbox');
  const one = await house.visit('/mailbox?to=niamh.corrigan%40ox.example');
  expect(all.text).toContain('/mailbox?all=1');
  expect(one.text).toContain('No letters yet');
  const [, path = ''] = /href="(\/mailbox\/[0-9a-f-]{36})"/.exec(all.text) ?? [];
  expect((await house.visit(path)).status).toBe(200);
});

test('only addresses of this house become links in a letter', () => {
  const pieces = linesOf('Go to http://here/apply?x=1. Or http://elsewhere/x', 'http://here');
  expect(pieces.map(({ path }) => path).filter(Boolean)).toEqual(['/apply?x=1']);
  expect(pieces.map(({ text }) => text).join('')).toBe('Go to http://here/apply?x=1. Or http://elsewhere/x');
});
