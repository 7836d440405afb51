import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

export type ChangeAnswer = 'made' | 'declined';

/** What an applicant asked to have changed after the deadline, and what became of it. */
export type ChangeRequest = {
  readonly id: string;
  readonly applicationId: string;
  readonly runId: string;
  readonly number: number;
  readonly words: string;
  readonly askedAt: Temporal.Instant;
  readonly askedBy: string;
  readonly answer:
    | {
        readonly answer: ChangeAnswer;
        readonly words: string;
        readonly at: Temporal.Instant;
        readonly by: string;
      }
    | undefined;
};

function requests(db: Database) {
  return db
    .selectFrom('amendment.change_request')
    .leftJoin('amendment.change_answer', 'request_id', 'amendment.change_request.id')
    .select([
      'amendment.change_request.id',
      'application_id',
      'run_id',
      'number',
      'amendment.change_request.words',
      'asked_at',
      'asked_by',
      'answer',
      'amendment.change_answer.words as answer_words',
      'answered_at',
      'answered_by',
    ])
    .orderBy('asked_at', 'desc')
    .orderBy('number', 'desc');
}

type RequestRow = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number];

function toRequest(row: RequestRow): ChangeRequest {
  const { answer, answer_words: words, answered_at: at, answered_by: by } = row;
  return {
    id: row.id,
    applicationId: row.application_id,
    runId: row.run_id,
    number: row.number,
    words: row.words,
    askedAt: row.asked_at,
    askedBy: row.asked_by,
    answer: answer && at && by ? { answer, words: words ?? '', at, by } : undefined,
  };
}

/** What was asked about an application, the latest first. */
export async function changeRequestsOf(db: Database, applicationId: string): Promise<ChangeRequest[]> {
  return (await requests(db).where('application_id', '=', applicationId).execute()).map(toRequest);
}

/** What was asked in a run, the latest first. */
export async function changeRequestsToRun(db: Database, runId: string): Promise<ChangeRequest[]> {
  return (await requests(db).where('run_id', '=', runId).execute()).map(toRequest);
}

/** How many requests of a run wait for the team. */
export async function openChangeRequests(db: Database, runId: string): Promise<number> {
  const { open } = await db
    .selectFrom('amendment.change_request')
    .leftJoin('amendment.change_answer', 'request_id', 'amendment.change_request.id')
    .select((one) => one.fn.countAll<number>().as('open'))
    .where('run_id', '=', runId)
    .where('request_id', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(open);
}

/** One request, by its id. */
export async function findChangeRequest(db: Database, id: string): Promise<ChangeRequest | undefined> {
  const row = await requests(db).where('amendment.change_request.id', '=', id).executeTakeFirst();
  return row && toRequest(row);
}

/** Adds the next request; the caller holds the application. Answers its id. */
export async function addChangeRequest(
  tx: Tx,
  request: Pick<ChangeRequest, 'applicationId' | 'runId' | 'number' | 'words' | 'askedBy'>,
): Promise<string> {
  const { id } = await tx
    .insertInto('amendment.change_request')
    .values({
      application_id: request.applicationId,
      run_id: request.runId,
      number: request.number,
      words: request.words,
      asked_at: now(),
      asked_by: request.askedBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Answers a request, once; false when somebody did so first. */
export async function addChangeAnswer(
  tx: Tx,
  said: {
    readonly requestId: string;
    readonly answer: ChangeAnswer;
    readonly words: string;
    readonly by: string;
  },
): Promise<boolean> {
  const added = await tx
    .insertInto('amendment.change_answer')
    .values({
      request_id: said.requestId,
      answer: said.answer,
      words: said.words,
      answered_at: now(),
      answered_by: said.by,
    })
    .onConflict((conflict) => conflict.column('request_id').doNothing())
    .returning('request_id')
    .executeTakeFirst();
  return added !== undefined;
}
