import { sayDate } from '#calendar';
import { today } from '#platform/clock.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { FieldError } from '#look/field.tsx';
import type { Viewer } from '#platform/viewer.ts';
import { ownPortfolio, type Portfolio } from '#portfolio';
import { preflight, refusalToSubmit, type Preflight } from './preflight.ts';
import { submissionsOf } from './submission.sql.ts';
import { readDeclaration } from './submit.form.ts';
import { submitPortfolio } from './submit.ts';
import { CheckView, SignView } from './submit.view.tsx';

type Known = Exchange<Viewer>;

export const submitRoutes: readonly Route[] = [
  get('/portfolio/:portfolioId/submit', signedIn, check),
  get('/portfolio/:portfolioId/submit/sign', signedIn, showSign),
  post('/portfolio/:portfolioId/submit', signedIn, submit),
];

function own(x: Known): Promise<Portfolio | undefined> {
  return ownPortfolio(x.db, x.viewer, x.param('portfolioId'));
}

async function check(x: Known): Promise<Response> {
  const portfolio = await own(x);
  return portfolio ? checkPage(x, await preflight(x.db, portfolio)) : x.missing();
}

function checkPage(x: Known, ready: Preflight, status?: number): Promise<Response> {
  const frame = { title: 'Check and submit', section: 'portfolio' };
  return x.page(status === undefined ? frame : { ...frame, status }, <CheckView ready={ready} />);
}

async function showSign(x: Known): Promise<Response> {
  const portfolio = await own(x);
  if (!portfolio) return x.missing();
  const ready = await preflight(x.db, portfolio);
  if (refusalToSubmit(ready)) return x.redirect(`/portfolio/${portfolio.id}/submit`);
  return signPage(x, ready, {}, []);
}

function signPage(
  x: Known,
  ready: Preflight,
  typed: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
): Promise<Response> {
  return x.page(
    { title: 'Sign and submit', section: 'portfolio', hasErrors: errors.length > 0 },
    <SignView
      ready={ready}
      name={x.viewer.name}
      typed={typed}
      signedOn={signingDay(ready)}
      errors={errors}
    />,
  );
}

/** The day of signing in words, in the zone of the scheme. */
function signingDay({ edition }: Pick<Preflight, 'edition'>): string {
  return sayDate(today(edition.timeZone));
}

async function submit(x: Known): Promise<Response> {
  const portfolio = await own(x);
  if (!portfolio) return x.missing();
  const fields = await x.form();
  const ready = await preflight(x.db, portfolio);
  const { answers, errors } = readDeclaration(fields, ready.declaration, signingDay(ready));
  if (errors.length > 0 && !refusalToSubmit(ready)) return signPage(x, ready, fields.typed, errors);
  const { id: portfolioId, personId } = portfolio;
  try {
    const { submissionId, number } = await x.transaction((tx) =>
      submitPortfolio(tx, { portfolioId, personId, answers }),
    );
    return x.redirect(`/portfolio/${portfolioId}/submissions/${submissionId}`, `Submitted as ${number}.`);
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    return answerRefused(x, portfolio, error);
  }
}

/** Whoever pressed twice sees what was submitted once; whoever lacks something sees what. */
async function answerRefused(x: Known, portfolio: Portfolio, { refusal }: Refused): Promise<Response> {
  if (refusal.code === 'already-submitted') {
    const waiting = (await submissionsOf(x.db, portfolio.id)).find(({ end }) => !end);
    if (waiting) return x.redirect(`/portfolio/${portfolio.id}/submissions/${waiting.id}`);
  }
  if (refusal.code === 'file-gone') return x.refused(refusal);
  return checkPage(x, await preflight(x.db, portfolio), refusal.status ?? 409);
}
