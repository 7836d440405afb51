import { beginHere } from '#application';
import { findProgramme, runsOfProgramme, runStanding, type Programme, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { FieldError } from '#platform/forms.ts';
import { anyone, get, post, type Exchange, type Route } from '#platform/route.ts';
import { carryInto } from './carry.ts';
import { checkFor, chosenIn, inWords, type Chosen } from './check.ts';
import { CheckView, ResultView } from './eligibility.view.tsx';

/**
 * "Is this for me?", before any form and without an account. Answers stand in the address of the result, so that it can
 * be gone back to and sent to somebody; nothing is kept here.
 */
export const eligibilityRoutes: readonly Route[] = [
  get('/is-it-for-me/:programme', anyone, show),
  post('/is-it-for-me/:programme', anyone, answer),
  get('/is-it-for-me/:programme/result', anyone, showResult),
  post('/is-it-for-me/:programme/apply', anyone, apply),
];

async function show(x: Exchange): Promise<Response> {
  const programme = await findProgramme(x.db, x.param('programme'));
  if (!programme) return x.missing();
  const check = checkFor(programme.editionId);
  const chosen = chosenIn(check, (question) => x.query.get(question) ?? '');
  return questions(x, programme, chosen, []);
}

async function answer(x: Exchange): Promise<Response> {
  const programme = await findProgramme(x.db, x.param('programme'));
  if (!programme) return x.missing();
  const fields = await x.form();
  const check = checkFor(programme.editionId);
  const chosen = chosenIn(check, (question) => fields.one(question));
  const missing = check.questions.filter(({ id }) => !chosen.has(id));
  if (missing.length === 0) return x.redirect(`/is-it-for-me/${programme.slug}/result?${addressOf(chosen)}`);
  const errors = missing.map(({ id, asks }) => ({ field: id, message: `Choose an answer: ${asks}` }));
  return questions(x, programme, chosen, errors);
}

function questions(
  x: Exchange,
  programme: Programme,
  chosen: Chosen,
  errors: readonly FieldError[],
): Promise<Response> {
  const check = checkFor(programme.editionId);
  const hasErrors = errors.length > 0;
  return x.page(
    { title: check.title, section: 'programmes', hasErrors },
    <CheckView programme={programme} check={check} chosen={chosen} errors={errors} />,
  );
}

async function showResult(x: Exchange): Promise<Response> {
  const programme = await findProgramme(x.db, x.param('programme'));
  if (!programme) return x.missing();
  const check = checkFor(programme.editionId);
  const chosen = chosenIn(check, (question) => x.query.get(question) ?? '');
  if (chosen.size < check.questions.length)
    return x.redirect(`/is-it-for-me/${programme.slug}?${addressOf(chosen)}`);
  const open = await openRunOf(x, programme);
  return x.page(
    { title: `${check.title} What your answers suggest`, section: 'programmes' },
    <ResultView {...{ programme, check, chosen, open }} address={addressOf(chosen)} />,
  );
}

function addressOf(chosen: Chosen): string {
  return new URLSearchParams([...chosen].map(([question, { value }]) => [question, value])).toString();
}

async function openRunOf(x: Exchange, programme: Programme): Promise<Run | undefined> {
  const runs = await runsOfProgramme(x.db, programme.id);
  return runs.find((run) => runStanding(run, now()) === 'open');
}

/** Begins an application; what the check said goes with it only where that was ticked. */
async function apply(x: Exchange): Promise<Response> {
  const programme = await findProgramme(x.db, x.param('programme'));
  const run = programme && (await openRunOf(x, programme));
  if (!run) return x.missing();
  const fields = await x.form();
  const check = checkFor(programme.editionId);
  const chosen = chosenIn(check, (question) => fields.one(question));
  const { id, response } = await beginHere(x, run);
  if (fields.one('carry') === 'yes' && chosen.size === check.questions.length)
    await x.transaction((tx) => carryInto(tx, run, { applicationId: id, words: inWords(check, chosen) }));
  return response;
}
