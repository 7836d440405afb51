import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '#people';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { sampleApplication } from '../application/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import type { Run } from '#programme';

let house: TestHouse;
let run: Run;
let person: Person;
let first: string;
const MANY = 2000;

beforeAll(async () => {
  house = await openHouse();
  stopClockAt(ukTime('2024-01-15T14:00'));
  run = await sampleRun(house, { slug: 'many', capacity: 60 });
  person = await samplePersonWith(house, run, 'Farida Reads All', 'coordinator', 'selector');
  await samplePersonWith(house, run, 'Ursula Reads Too', 'selector');
  await house.pool
    .query(`insert into selection.guide (run_id, version, criteria, readings_wanted, same_department, made_at)
    select id, 1, '[{"id": "role", "label": "The role", "steps": ["No", "A little", "Mostly", "Fully"]},
      {"id": "reasons", "label": "The reasons", "steps": ["No", "A little", "Mostly", "Fully"]},
      {"id": "readiness", "label": "Readiness", "steps": ["No", "A little", "Mostly", "Fully"]}]', 2, true, now()
    from programme.run where slug = 'many' on conflict do nothing;`);
  first = await sampleApplication(house, run, await samplePersonWith(house, run, 'Aaron First'));
});
afterAll(releaseClock);

const paths = () => [
  '/selecting',
  `/selecting/${run.id}`,
  `/selecting/${run.id}?show=unread&sort=name`,
  `/selecting/${run.id}/${first}`,
  `/desk/${run.id}/decisions`,
  `/desk/${run.id}/decisions?sort=median&by=reasons&order=down`,
  `/desk/${run.id}/decisions?sort=spread&prior=first`,
  `/desk/${run.id}/decisions?sort=missing&find=a&mark=none`,
  `/desk/${run.id}/applications/${first}`,
  `/desk/${run.id}/interests`,
  `/desk/${run.id}/criteria`,
];

/** As bench/fill does: persons, applications, submissions, two readings of each and marks, set by set. */
async function fill(): Promise<void> {
  await house.pool.query(`
    insert into people.person (id, name, email, department, role_title, created_at)
    select gen_random_uuid(), 'Person ' || n, 'many' || n || '@ox.example', 'Department ' || n % 40, 'Lecturer', now()
    from generate_series(1, ${MANY}) n;
    insert into application.application (id, reference, run_id, form_id, person_id, begun_at)
    select gen_random_uuid(), 'MA' || lpad(to_hex(n / 65536), 2, '0') || '-' || upper(lpad(to_hex(n % 65536), 4, '0')),
      one.run_id, one.form_id, person.id, one.begun_at
    from generate_series(1, ${MANY}) n join people.person on person.email = 'many' || n || '@ox.example'
    cross join (select * from application.application limit 1) one;
    insert into application.submission (application_id, number, form_id, answers, team_answers, submitted_at, submitted_by, in_grace)
    select application.id, 1, one.form_id, one.answers || jsonb_build_object('department', person.department),
      one.team_answers, one.submitted_at + random() * interval '3 days', person.id, false
    from application.application join people.person on person.id = application.person_id
    cross join (select * from application.submission limit 1) one where person.email like 'many%';
    insert into selection.reading (application_id, run_id, selector_id, guide_id, abstained, scores, note, version, read_at)
    select application.id, application.run_id, hat.person_id, guide.id, false,
      jsonb_build_object('role', 1 + (random() * 3)::int, 'reasons', 1 + (random() * 3)::int, 'readiness', 2), '', 1, now()
    from application.application join selection.guide on guide.run_id = application.run_id
    join people.hat on hat.hat = 'selector' join people.person on person.id = application.person_id
    where person.email like 'many%';
    insert into selection.decision (application_id, run_id, outcome, decided_by, decided_at)
    select id, run_id, 'not-offered', person_id, now() from application.application
    where begun_at is not null order by id limit 500 on conflict do nothing;
    analyze`);
}

test('every desk page asks the database as often for two thousand applications as for one, and shows fifty', async () => {
  const one = new Map<string, string[]>();
  for (const path of paths()) one.set(path, await queriesOfPage(house, path, person));
  await fill();
  for (const path of paths()) {
    const many = await queriesOfPage(house, path, person);
    expect(many.length, path).toBe(one.get(path)?.length);
    expect(many.length, path).toBeLessThanOrEqual(20);
  }
  const page = await house.visit(`/desk/${run.id}/decisions`, person);
  expect([...page.text.matchAll(/id="row-/g)]).toHaveLength(50);
  expect(page.text).toContain('1 to 50 of 2001');
}, 120_000);

test('pages follow each other by key: every application is met once, forwards and backwards', async () => {
  const met: string[] = [];
  let path: string | undefined = `/desk/${run.id}/decisions?sort=name`;
  while (path) {
    const { text } = await house.visit(path, person);
    met.push(...[...text.matchAll(/id="row-([0-9a-f-]{36})"/g)].map(([, id]) => id ?? ''));
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(met).toHaveLength(MANY + 1);
  expect(new Set(met).size).toBe(MANY + 1);
  const back = await house.visit(`/desk/${run.id}/decisions?sort=name&before=${met[100]}`, person);
  expect([...back.text.matchAll(/id="row-([0-9a-f-]{36})"/g)].map(([, id]) => id)).toEqual(
    met.slice(50, 100),
  );
  const gone = await house.visit(`/desk/${run.id}/decisions?after=${person.id}`, person);
  expect(gone.text).toContain('1 to 50 of 2001');
}, 120_000);
