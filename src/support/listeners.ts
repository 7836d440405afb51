import { applicationPath, findCorrespondence, gatherOpened } from '#application';
import { managerIn } from '#form';
import { writeLetterOf } from '#letter';
import { runName } from '#programme';
import { now } from '#platform/clock.ts';
import { listen, type Listener } from '#platform/news.ts';
import { askManager } from './ask.ts';
import { answeredLetter } from './support.letter.ts';
import { askOf, countAsks, endAsk } from './support.sql.ts';
import { refusalToAsk } from './support.ts';

/** Whoever is named in what was sent is asked, unless they were asked already. */
const askWhoeverIsNamed = listen('support.ask-manager', 'application.submitted', async (tx, news) => {
  const { application, run, person } = await findCorrespondence(tx, news);
  const opened = await gatherOpened(tx, application, true);
  const manager = opened && managerIn(opened.form.content, opened.answers);
  if (!manager) return;
  const inForce = await askOf(tx, application.id);
  if (inForce?.managerEmail.toLowerCase() === manager.email.toLowerCase()) return;
  const { lately } = await countAsks(tx, application.id, now().subtract({ hours: 24 }));
  const facts = { ownEmail: person.email, managerEmail: manager.email, inForce, today: lately };
  if (refusalToAsk({ ...facts, state: application.state })) return;
  await askManager(tx, run, { applicationId: application.id, manager, by: person.id });
});

/** Nobody answers for an application that was taken back. */
const endWithApplication = listen('support.end-asking', 'application.withdrawn', async (tx, news) => {
  await endAsk(tx, news.applicationId);
});

const tellApplicant = listen('support.tell-applicant', 'support.answered', async (tx, news) => {
  const { application, run, person } = await findCorrespondence(tx, news);
  const ask = await askOf(tx, application.id);
  if (!ask?.answer || ask.id !== news.askId) return;
  await writeLetterOf(tx, answeredLetter, {
    run,
    to: { personId: person.id, name: person.name, address: person.email },
    about: `application:${application.id}`,
    values: {
      manager: ask.managerName,
      run: runName(run),
      confirmed: ask.answer === 'confirmed',
      words: ask.words || undefined,
    },
    link: `${applicationPath(application)}/support`,
  });
});

export const listeners: readonly Listener[] = [askWhoeverIsNamed, endWithApplication, tellApplicant];
