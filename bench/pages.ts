import { signIn, withClient, type House } from './house.ts';
import type { Asked } from './recording.ts';

/** A page of ours with the addresses that are asked for in turn: the same page of different people, runs or programmes. */
export type Page = { readonly name: string; readonly asked: readonly Asked[] };

const MOST = 20;

type Found = { id: string };

/** The pages that are measured. In a house of 10,000 the people stand far apart; in one of 100 they stand side by side. */
export async function choosePages(house: House): Promise<Page[]> {
  return withClient(house.databaseUrl, async (client) => {
    const many = async <T extends object>(sql: string): Promise<T[]> => (await client.query<T>(sql)).rows;
    const newest = `select distinct on (programme_id) * from programme.run order by programme_id, opens_at desc`;
    const portfolios = await many<Found & { person_id: string }>(`
      select portfolio.id, portfolio.person_id from (${newest}) as run
      join workshop.enrolment on enrolment.run_id = run.id
      join portfolio.portfolio on portfolio.person_id = enrolment.person_id
      join registration.registration on registration.person_id = enrolment.person_id
      order by md5(portfolio.id::text) limit ${MOST}`);
    const runs = await many<Found & { programme: string; run: string; coordinator: string }>(`
      select distinct on (run.programme_id) run.id, programme.slug as programme, run.slug as run, hat.person_id as coordinator
      from programme.run join programme.programme on programme.id = run.programme_id
      join people.hat on hat.organisation_id = programme.institution_id and hat.hat = 'coordinator'
      where run.opens_at < now() - interval '1 year' order by run.programme_id, run.opens_at desc limit ${MOST}`);
    const candidates = await signIn(
      client,
      portfolios.map((one) => one.person_id),
    );
    const coordinators = await signIn(
      client,
      runs.map((one) => one.coordinator),
    );
    return [
      {
        name: 'Programme page',
        asked: runs.map(({ programme, run }) => ask(`/programmes/${programme}/${run}`)),
      },
      { name: 'Candidate’s home', asked: candidates.map((cookie) => ask('/', cookie)) },
      {
        name: 'Portfolio section',
        asked: portfolios.map(({ id }, at) => ask(`/portfolio/${id}/sections/c1a`, candidates[at])),
      },
      { name: 'Coordinator’s list', asked: runs.map(({ id }, at) => ask(`/desk/${id}`, coordinators[at])) },
    ];
  });
}

function ask(path: string, cookie?: string): Asked {
  return { path, cookie };
}
