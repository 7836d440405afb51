import { sayInstant, standing } from '#calendar';
import { findForm, sayAnswers } from '#form';
import { workshopsOf } from '#programme';
import { now } from '#platform/clock.ts';
import { listen, type Listener } from '#platform/news.ts';
import { ofApplication, ofSubmission, receiptLetter, withdrawnLetter } from './applicant.letter.ts';
import { applicationPath } from './application.ts';
import { findCorrespondence, writeToApplicant } from './correspond.ts';
import { closingOf } from './rules.ts';
import { findSubmission } from './submission.sql.ts';

const writeReceipt = listen('application.write-receipt', 'application.submitted', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const sent = await findSubmission(tx, news.applicationId, news.submissionNumber);
  if (!sent) throw new Error('News tells of a submission that is not there.');
  const { content } = await findForm(tx, sent.formId);
  const { run } = about;
  const names = { workshops: await workshopsOf(tx, run.id), zone: run.zone };
  const answers = sayAnswers(content, { ...sent.answers, ...sent.teamAnswers }, names);
  await writeToApplicant(tx, receiptLetter, about, {
    values: {
      ...ofApplication(run, about.application),
      ...ofSubmission(run, sent, closingOf(about.application, run).at),
      answers,
    },
    link: applicationPath(about.application),
  });
});

const confirmWithdrawal = listen(
  'application.confirm-withdrawal',
  'application.withdrawn',
  async (tx, news) => {
    const about = await findCorrespondence(tx, news);
    const { run, application } = about;
    const closing = closingOf(application, run);
    await writeToApplicant(tx, withdrawnLetter, about, {
      values: {
        ...ofApplication(run, application),
        'still-open': standing(closing, now()) === 'open',
        deadline: sayInstant(closing.at, run.zone),
      },
      link: applicationPath(application),
    });
  },
);

/** What an applicant does is confirmed by letter. */
export const listeners: readonly Listener[] = [writeReceipt, confirmWithdrawal];
