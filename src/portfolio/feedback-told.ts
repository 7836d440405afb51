import { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import { findPerson, findPersons } from '#people';
import { findProgrammeById } from '#programme';
import { now } from '#platform/clock.ts';
import { holdKey, inTransaction, type Tx } from '#platform/database.ts';
import { addJob, type Task } from '#platform/jobs.ts';
import { writeLetter } from '#platform/letters.ts';
import { listen } from '#platform/news.ts';
import { insertTold, lastFeedbackLetter, untoldComments } from './comment.sql.ts';
import type { Comment } from './comment.ts';
import { feedbackWords, sharedWords, type FeedbackTold } from './feedback.letter.ts';
import { findPortfolio } from './portfolio.sql.ts';
import { slotName, slotsOf, type Portfolio } from './portfolio.ts';
import { sharedWith } from './share.sql.ts';

const TASK = 'tell-feedback';

/** The shortest time between two letters about feedback on one portfolio. */
export const LETTER_EVERY_MINUTES = 60;

/** Feedback was given: the owner hears of it by letter, at once where the last letter is an hour old, else when it is. */
export const tellFeedbackOnNews = listen(
  'portfolio.tell-feedback',
  'portfolio.feedback-given',
  async (tx, { portfolioId }) => {
    const last = await lastFeedbackLetter(tx, portfolioId);
    const due = last?.add({ minutes: LETTER_EVERY_MINUTES });
    const at = due && Temporal.Instant.compare(due, now()) > 0 ? { at: due } : {};
    await addJob(tx, TASK, { portfolioId }, { key: `${TASK}:${portfolioId}`, ...at });
  },
);

/** Writes one letter about all feedback on a portfolio that no letter has told yet; nothing to tell, nothing written. */
export const tellFeedback: Task = {
  name: TASK,
  async run(db, { portfolioId }) {
    await inTransaction(db, async (tx) => {
      await holdKey(tx, `${TASK}:${String(portfolioId)}`);
      const portfolio = await findPortfolio(tx, String(portfolioId));
      const comments = portfolio ? await untoldComments(tx, portfolio.id) : [];
      if (portfolio && comments.length > 0) await writeFeedbackLetter(tx, portfolio, comments);
    });
  },
};

async function writeFeedbackLetter(
  tx: Tx,
  portfolio: Portfolio,
  comments: readonly Comment[],
): Promise<void> {
  const person = await findPerson(tx, portfolio.personId);
  const programme = await findProgrammeById(tx, portfolio.programmeId);
  if (!person || !programme) return;
  const sections = await sectionsTold(tx, portfolio, comments);
  await writeLetter(tx, {
    kind: 'portfolio.feedback-given',
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: programme.contactAddress,
    about: `portfolio:${portfolio.id}`,
    words: feedbackWords({ programme, person, portfolioId: portfolio.id, sections }),
  });
  await insertTold(
    tx,
    comments.map(({ id }) => id),
  );
}

async function sectionsTold(
  tx: Tx,
  portfolio: Portfolio,
  comments: readonly Comment[],
): Promise<FeedbackTold['sections']> {
  const people = await findPersons(
    tx,
    comments.map(({ authorId }) => authorId),
  );
  const keys = [...new Set(comments.map(({ slot }) => slot))];
  const slots = slotsOf(portfolio, keys);
  return keys.flatMap((key) => {
    const here = comments.filter(({ slot }) => slot === key);
    const slot = slots.find((one) => one.key === key);
    return [...new Set(here.map(({ authorId }) => authorId))].map((authorId) => ({
      slot: key,
      name: slot ? slotName(slot) : key,
      by: people.get(authorId)?.name ?? 'A mentor',
      count: here.filter((one) => one.authorId === authorId).length,
    }));
  });
}

/** A portfolio was shared: the mentor hears of it by letter, if the look still holds when the news is heard. */
export const tellSharedOnNews = listen(
  'portfolio.tell-shared',
  'portfolio.shared',
  async (tx, { portfolioId, personId, withPersonId }) => {
    const share = await sharedWith(tx, portfolioId, withPersonId);
    const portfolio = share && (await findPortfolio(tx, portfolioId));
    const owner = await findPerson(tx, personId);
    const mentor = await findPerson(tx, withPersonId);
    const programme = portfolio && (await findProgrammeById(tx, portfolio.programmeId));
    if (!share || !owner || !mentor || !programme) return;
    await writeLetter(tx, {
      kind: 'portfolio.shared',
      to: { personId: mentor.id, name: mentor.name, address: mentor.email },
      replyTo: owner.email,
      about: `portfolio:${portfolioId}`,
      words: sharedWords({
        programme,
        mentor,
        owner,
        portfolioId,
        until: sayDate(Temporal.PlainDate.from(share.untilDay)),
        asks: share.asks,
      }),
    });
  },
);
