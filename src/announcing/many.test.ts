import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '#people';
import { markDecisions } from '#selection';
import type { Run } from '#programme';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { sampleApplication } from '../application/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';

let house: TestHouse;
let run: Run;
let person: Person;
let first: string;
const MANY = 2000;
const OFFERED = 700;

beforeAll(async () => {
  house = await openHouse();
  stopClockAt(ukTime('2024-01-15T14:00'));
  run = await sampleRun(house, { slug: 'many', capacity: 3000 });
  person = await samplePersonWith(house, run, 'Farida Announces All', 'coordinator');
  first = await sampleApplication(house, run, await samplePersonWith(house, run, 'Aaron First'));
  const applicationIds = [first];
  await house.write((tx) =>
    markDecisions(tx, run.id, { applicationIds, outcome: 'offered', personId: person.id }),
  );
});
afterAll(async () => {
  expect(await house.broken()).toEqual([]);
  releaseClock();
});

const paths = () => [
  `/desk/${run.id}/decisions/announce`,
  `/desk/${run.id}/decisions/announce?outcome=reserve&page=3`,
  `/desk/${run.id}/decisions/announce?show=held`,
  `/desk/${run.id}/decisions/announce/confirm`,
  `/desk/${run.id}/decisions/announce/${first}`,
  `/desk/${run.id}/places`,
  `/desk/${run.id}/places?unanswered=3&reserve=4`,
];

/**
 * As bench/fill does, set by set: of two thousand more, a third have an offer without a reply, a third are on the reserve list, and
 * all of the reserve list and of the rest are marked.
 */
async function fill(): Promise<void> {
  const at = "'2024-01-15T14:00Z'::timestamptz";
  await house.pool.query(`
    insert into people.person (id, name, email, created_at)
    select gen_random_uuid(), 'Person ' || n, 'many' || n || '@ox.example', ${at} from generate_series(1, ${MANY}) n;
    create temporary table many as
    select n, gen_random_uuid() as id, gen_random_uuid() as offer_id, person.id as person_id, one.run_id, one.form_id, one.id as like_id
    from generate_series(1, ${MANY}) n join people.person on person.email = 'many' || n || '@ox.example'
    cross join (select * from application.application limit 1) one;
    insert into application.application (id, reference, run_id, form_id, person_id, begun_at)
    select id, 'MA' || lpad(to_hex(n / 65536), 2, '0') || '-' || upper(lpad(to_hex(n % 65536), 4, '0')), run_id, form_id, person_id,
      ${at} from many;
    insert into application.submission (application_id, number, form_id, answers, team_answers, submitted_at, submitted_by, in_grace)
    select many.id, 1, many.form_id, answers, team_answers, ${at} - n * interval '1 minute', person_id, false
    from many join application.submission on submission.application_id = like_id;
    insert into application.turn (application_id, number, state, reply_by, turned_at)
    select id, 1, case when n <= ${OFFERED} then 'offered' else 'reserve' end,
      case when n <= ${OFFERED} then ${at} + interval '2 days' end, ${at} from many where n <= ${2 * OFFERED};
    insert into place.offer (id, application_id, run_id, number, from_reserve, capacity, offered_at, reply_by)
    select offer_id, id, run_id, 1, false, 3000, ${at}, ${at} + interval '2 days' from many where n <= ${OFFERED};
    insert into place.reserve (application_id, run_id, rank, ranked_at)
    select id, run_id, n, ${at} from many where n > ${OFFERED} and n <= ${2 * OFFERED};
    insert into selection.decision (application_id, run_id, outcome, reserve_rank, decided_by, decided_at)
    select id, run_id, case when n <= ${2 * OFFERED} then 'reserve' when n % 2 = 0 then 'offered' else 'not-offered' end,
      case when n <= ${2 * OFFERED} then n end, person_id, ${at} from many where n > ${OFFERED};
    drop table many;
    analyze`);
}

test('the pages of announcing ask the database as often for two thousand applications as for one, and show fifty at a time', async () => {
  const one = new Map<string, string[]>();
  for (const path of paths()) one.set(path, await queriesOfPage(house, path, person));
  await fill();
  for (const path of paths()) {
    const many = await queriesOfPage(house, path, person);
    expect(many.length, path).toBe(one.get(path)?.length);
    expect(many.length, path).toBeLessThanOrEqual(24);
  }
  const rows = async (path: string) =>
    [...(await house.visit(path, person)).text.matchAll(/id="row-/g)].length;
  expect(await rows(paths()[0] ?? '')).toBe(50);
  expect(await rows(`/desk/${run.id}/places`)).toBe(100);
  expect((await house.visit(`/desk/${run.id}/places`, person)).text).toContain('1 to 50 of 700');
  expect((await house.visit(`/desk/${run.id}/places?reserve=14`, person)).text).toContain(
    '651 to 700 of 700',
  );
}, 120_000);

test('a page of letters follows the other: each application is met once', async () => {
  const met: string[] = [];
  let path: string | undefined = `/desk/${run.id}/decisions/announce`;
  while (path) {
    const { text } = await house.visit(path, person);
    met.push(...[...text.matchAll(/id="row-([0-9a-f-]{36})"/g)].map(([, id]) => id ?? ''));
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(met).toHaveLength(MANY - OFFERED + 1);
  expect(new Set(met).size).toBe(met.length);
});

test('a page over two thousand applications takes no longer than a quarter of a second, whatever else the machine does', async () => {
  const says: string[] = [];
  for (const path of paths()) {
    const times: number[] = [];
    for (let round = 0; round < 7; round++) {
      const began = performance.now();
      await house.visit(path, person);
      times.push(performance.now() - began);
    }
    times.sort((one, other) => one - other);
    says.push(`${path.replace(run.id, ':runId').replace(first, ':id')} ${Math.round(times[3] ?? 0)} ms`);
    expect(times[0], path).toBeLessThan(250);
  }
  if (process.env['WAYMARK_TIMES']) process.stdout.write(`${says.join('\n')}\n`);
}, 120_000);
