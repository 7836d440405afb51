import { randomBytes } from 'node:crypto';
import type { Person } from '#people';
import type { Run } from '#programme';
import { now } from '#platform/clock.ts';
import { json, type Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { samplePersonWith, type SampleHouse } from '../programme/samples.ts';
import { SAMPLE_ANSWERS } from './sample-answers.ts';
import { formOfRun } from './form.sql.ts';
import { splitForTeam } from './form.ts';

/** A submitted application of this person, whatever the time is; answers its id. */
export async function sampleApplication(
  house: SampleHouse,
  run: Run,
  person: Pick<Person, 'id'>,
  answers: Record<string, unknown> = {},
): Promise<string> {
  return house.write((tx) => writeSubmitted(tx, run, person, answers));
}

/** A place that this person has accepted, told as news; answers its application's id. The run's capacity is not asked. */
export async function samplePlace(house: SampleHouse, run: Run, person: Pick<Person, 'id'>): Promise<string> {
  const coordinator = await samplePersonWith(house, run, 'Farida Sample', 'coordinator');
  return house.write(async (tx) => {
    const applicationId = await writeSubmitted(tx, run, person, {});
    const by = { by: coordinator.id, at: now() };
    const { id: decisionId } = await tx
      .insertInto('application.decision')
      .values({
        application_id: applicationId,
        outcome: 'offered',
        reserve_rank: null,
        decided_by: by.by,
        decided_at: by.at,
        announced_by: by.by,
        announced_at: by.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: offerId } = await tx
      .insertInto('application.offer')
      .values({
        application_id: applicationId,
        decision_id: decisionId,
        from_reserve: false,
        capacity: run.capacity,
        offered_at: by.at,
        reply_by: by.at.add({ hours: 48 }),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('application.reply')
      .values({ offer_id: offerId, answer: 'accepted', replied_at: by.at, replied_by: person.id })
      .execute();
    await announce(tx, 'application.place-accepted', {
      applicationId,
      runId: run.id,
      personId: person.id,
      offerId,
    });
    return applicationId;
  });
}

async function writeSubmitted(
  tx: Tx,
  run: Run,
  person: Pick<Person, 'id'>,
  change: Record<string, unknown>,
): Promise<string> {
  const form = await formOfRun(tx, run.id);
  const { id } = await tx
    .insertInto('application.application')
    .values({
      reference: sampleReference(),
      run_id: run.id,
      form_id: form.id,
      person_id: person.id,
      draft_token_hash: null,
      begun_at: now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { answers, teamAnswers } = splitForTeam(form.content, { ...SAMPLE_ANSWERS, ...change });
  await tx
    .insertInto('application.submission')
    .values({
      application_id: id,
      number: 1,
      form_id: form.id,
      answers: json(answers),
      team_answers: json(teamAnswers),
      submitted_at: now(),
      submitted_by: person.id,
      in_grace: false,
    })
    .execute();
  return id;
}

function sampleReference(): string {
  const text = randomBytes(4).toString('hex').toUpperCase();
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
