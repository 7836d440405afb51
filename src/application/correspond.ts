import { writeLetterOf, type LetterKind, type Placeholder, type ValuesOf } from '#letter';
import { findPerson, type Person } from '#people';
import { findRunById, type Run } from '#programme';
import type { Tx } from '#platform/database.ts';
import type { Application } from './application.ts';
import { findApplication } from './application.sql.ts';
import type { OfApplication } from './news.ts';

/** What a letter about an application is written from. */
export type Correspondence = {
  readonly application: Application;
  readonly run: Run;
  readonly person: Person;
  readonly personName: string;
};

/** What news of an application is about, as it stands now. Throws when any of it is not there. */
export async function findCorrespondence(tx: Tx, news: OfApplication): Promise<Correspondence> {
  const application = await findApplication(tx, news.applicationId);
  const run = await findRunById(tx, news.runId);
  const person = await findPerson(tx, news.personId);
  if (!application || !run || !person)
    throw new Error('News names an application, run or person that is not there.');
  return { application, run, person, personName: person.name };
}

/** Writes a letter of a kind to an applicant; answers go to the programme's own address. */
export async function writeToApplicant<P extends Readonly<Record<string, Placeholder>>>(
  tx: Tx,
  kind: LetterKind<P>,
  { application, run, person }: Correspondence,
  { values, link }: { readonly values: ValuesOf<P>; readonly link?: string },
): Promise<void> {
  await writeLetterOf(tx, kind, {
    run,
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: run.programme.contactAddress,
    about: `application:${application.id}`,
    values,
    link,
  });
}
