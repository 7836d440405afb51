import { parseForm, text } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { FieldError } from '#platform/forms.ts';
import type { Viewer } from '#platform/viewer.ts';
import { findComment } from './comment.sql.ts';
import { answerComment, settleComment } from './comment.ts';
import { feedbackOn, feedbackOnAll } from './feedback.ts';
import { AllFeedbackView, AnswerView } from './feedback.view.tsx';
import { ownPortfolio, visiblePortfolio } from './portfolio-access.ts';
import { progressFor } from './portfolio-progress.ts';
import type { Portfolio } from './portfolio.ts';

type Known = Exchange<Viewer>;

/** The most characters of one comment or answer. */
export const MOST_COMMENT = 10_000;

export const feedbackRoutes: readonly Route[] = [
  get('/portfolio/:portfolioId/feedback', signedIn, showAll),
  get('/portfolio/:portfolioId/comments/:commentId', signedIn, (x) => showAnswer(x, 'owner')),
  post('/portfolio/:portfolioId/comments/:commentId', signedIn, (x) => answer(x, 'owner')),
  post('/portfolio/:portfolioId/comments/:commentId/done', signedIn, (x) => settle(x, 'done')),
  post('/portfolio/:portfolioId/comments/:commentId/reopen', signedIn, (x) => settle(x, 'open')),
  get('/mentoring/:portfolioId{[0-9a-f-]{36}}/comments/:commentId', signedIn, (x) => showAnswer(x, 'mentor')),
  post('/mentoring/:portfolioId{[0-9a-f-]{36}}/comments/:commentId', signedIn, (x) => answer(x, 'mentor')),
];

async function showAll(x: Known): Promise<Response> {
  const portfolio = await ownPortfolio(x.db, x.viewer, x.param('portfolioId'));
  if (!portfolio) return x.missing();
  const all = await feedbackOnAll(x.db, portfolio);
  return x.page({ title: 'Feedback', section: 'portfolio' }, <AllFeedbackView {...all} />);
}

/** The portfolio that the address names, as the viewer may see it here: their own, or one shared with them. */
async function seenAs(x: Known, as: 'owner' | 'mentor'): Promise<Portfolio | undefined> {
  const seen = await visiblePortfolio(x.db, x.viewer, x.param('portfolioId'));
  return seen?.as === as ? seen.portfolio : undefined;
}

async function threadFor(x: Known, portfolio: Portfolio) {
  const comment = await findComment(x.db, portfolio.id, x.param('commentId'));
  if (!comment) return undefined;
  const { slots } = await progressFor(x.db, portfolio);
  const slot = slots.find(({ key }) => key === comment.slot)?.slot;
  const feedback = slot && (await feedbackOn(x.db, portfolio, slot));
  const thread = feedback?.threads.find(({ comment: { id } }) => id === (comment.answersId ?? comment.id));
  return feedback && thread && { feedback, thread };
}

async function showAnswer(
  x: Known,
  as: 'owner' | 'mentor',
  words = '',
  errors: readonly FieldError[] = [],
): Promise<Response> {
  const portfolio = await seenAs(x, as);
  const found = portfolio && (await threadFor(x, portfolio));
  if (!found) return x.missing();
  return x.page(
    {
      title: 'Answer feedback',
      section: as === 'owner' ? 'portfolio' : 'mentoring',
      hasErrors: errors.length > 0,
    },
    <AnswerView {...found} as={as} words={words} errors={errors} />,
  );
}

async function answer(x: Known, as: 'owner' | 'mentor'): Promise<Response> {
  const portfolio = await seenAs(x, as);
  const found = portfolio && (await threadFor(x, portfolio));
  if (!portfolio || !found) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, { words: text('Your answer', { max: MOST_COMMENT }) });
  if (!parsed.ok) return showAnswer(x, as, fields.one('words'), parsed.errors);
  const { words } = parsed.value;
  const commentId = found.thread.comment.id;
  await x.transaction((tx) => answerComment(tx, portfolio, x.viewer.personId, { commentId, words }));
  const base = as === 'owner' ? '/portfolio' : '/mentoring';
  return x.redirect(
    `${base}/${portfolio.id}/sections/${found.feedback.slot.key}#comment-${commentId}`,
    'Sent.',
  );
}

async function settle(x: Known, to: 'done' | 'open'): Promise<Response> {
  const portfolio = await ownPortfolio(x.db, x.viewer, x.param('portfolioId'));
  const comment = portfolio && (await findComment(x.db, portfolio.id, x.param('commentId')));
  if (!portfolio || !comment) return x.missing();
  await x.transaction((tx) => settleComment(tx, portfolio, comment.id, to));
  return x.redirect(
    `/portfolio/${portfolio.id}/sections/${comment.slot}#feedback`,
    to === 'done' ? 'Marked as done.' : 'Open again.',
  );
}
