import type { Temporal } from 'temporal-polyfill';
import { sayDate, sayInstant } from '#calendar';
import { feeOn, findPathway, type Edition, type Pathway } from '#framework';
import { now } from '#platform/clock.ts';
import { toFields, type FieldError, type Fields } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Answer } from '#look/summary-list.tsx';
import { currentChoice } from './choice.sql.ts';
import { expiryOf, lastDayOf, refusalOfDay } from './clock.ts';
import { plainDate, todayOf } from './dates.ts';
import { feeInWords } from './fee-words.ts';
import { askForPause, refusalToPause } from './pause.ts';
import { PauseFormView } from './pause.view.tsx';
import { refusalToRegister, register } from './register.ts';
import { CheckView, RegisterView } from './register.view.tsx';
import { parsePause, parseRecord, parseRequest, pressed, RECORD_FIELDS } from './registration.form.ts';
import { findWay } from './registration.page.tsx';
import { registrationOf } from './registration.sql.ts';
import type { Payment } from './registration.ts';
import { payerInWords } from './registration.view.tsx';
import { askToRegister } from './request.ts';
import { wayPath, type Way } from './way.ts';
import { sayTimeLeft } from './time-left.ts';

type Known = Exchange<Viewer>;

export const registerRoutes: readonly Route[] = [
  get('/registration/new', signedIn, showForm),
  post('/registration/new', signedIn, takeForm),
  get('/registration/pause', signedIn, showPause),
  post('/registration/pause', signedIn, takePause),
];

type Subject = {
  way: Way;
  ways: readonly Way[];
  edition: Edition;
  pathway: Pathway;
  asked: boolean;
  back: string;
};

/** What the form is about; a response where there is nothing to register. */
async function subjectOf(x: Known, slug: string): Promise<Subject | Response> {
  const found = await findWay(x, slug);
  if (!found?.edition.registration) return x.missing();
  const { way, ways, edition } = found;
  const choice = await currentChoice(x.db, x.viewer.personId, way.programme.id);
  const pathway = choice && findPathway(edition, choice.pathwayId);
  if (!pathway) return x.redirect(wayPath(ways, way, '/pathway'), 'Choose your pathway first.');
  const before = await registrationOf(x.db, x.viewer.personId, way.programme.id);
  if (refusalToRegister(before, now())) return x.redirect(wayPath(ways, way), 'You are registered already.');
  return { way, ways, edition, pathway, asked: way.programme.assessedHere, back: wayPath(ways, way) };
}

async function showForm(x: Known): Promise<Response> {
  const subject = await subjectOf(x, x.query.get('programme') ?? '');
  return subject instanceof Response ? subject : formPage(x, subject, toFields([]), []);
}

function formPage(x: Known, subject: Subject, fields: Fields, errors: readonly FieldError[]) {
  const { edition, pathway, asked, way, back } = subject;
  const { abbreviation } = edition.awardingBody;
  const fee = feeOn(edition, pathway.id, todayOf(edition));
  const title = asked ? `Ask ${abbreviation} to register you` : 'Record your registration';
  return x.page(
    { title, section: 'home', hasErrors: errors.length > 0 },
    <RegisterView
      {...{ title, edition, pathway, asked, back, errors }}
      programmeSlug={way.programme.slug}
      fee={feeInWords(
        { feePence: fee.amountPence, feeCurrency: fee.currency, feeConfirmed: fee.confirmed },
        abbreviation,
      )}
      typed={fields.typed}
    />,
  );
}

async function takeForm(x: Known): Promise<Response> {
  const fields = await x.form();
  const subject = await subjectOf(x, fields.one('programme'));
  if (subject instanceof Response) return subject;
  const button = pressed(fields);
  if (button === 'change') return formPage(x, subject, fields, []);
  return subject.asked ? takeRequest(x, subject, fields, button) : takeRecord(x, subject, fields, button);
}

async function takeRequest(
  x: Known,
  subject: Subject,
  fields: Fields,
  button: 'confirm' | 'check',
): Promise<Response> {
  const parsed = parseRequest(fields);
  if (!parsed.ok) return formPage(x, subject, fields, parsed.errors);
  if (button === 'check') return checkPage(x, subject, fields, payerAnswers(subject, parsed.value));
  const written = await x.transaction((tx) =>
    askToRegister(tx, {
      ...parsed.value,
      personId: x.viewer.personId,
      programmeId: subject.way.programme.id,
      runId: subject.way.runId,
      editionId: subject.edition.id,
      pathwayId: subject.pathway.id,
    }),
  );
  const { name } = subject.edition.awardingBody;
  return x.redirect(subject.back, written ? `${name} has your request.` : 'Your request was there already.');
}

async function takeRecord(
  x: Known,
  subject: Subject,
  fields: Fields,
  button: 'confirm' | 'check',
): Promise<Response> {
  const { edition, pathway, way } = subject;
  const parsed = parseRecord(fields);
  if (!parsed.ok) return formPage(x, subject, fields, parsed.errors);
  const day = plainDate(parsed.value.registeredOn);
  const refusal = refusalOfDay(edition, day, now());
  if (refusal) return formPage(x, subject, fields, [{ field: 'registeredOn', message: refusal.says }]);
  if (button === 'check')
    return checkPage(x, subject, fields, [
      { question: 'Registered on', answer: sayDate(day) },
      { question: 'Number', answer: parsed.value.reference },
      ...payerAnswers(subject, parsed.value),
      { question: 'Runs out', answer: expiryInWords(edition, day) },
    ]);
  await x.transaction((tx) =>
    register(tx, {
      ...parsed.value,
      personId: x.viewer.personId,
      programmeId: way.programme.id,
      runId: way.runId,
      editionId: edition.id,
      pathwayId: pathway.id,
      recordedBy: x.viewer.personId,
    }),
  );
  return x.redirect(subject.back, 'Your registration is on record. A letter says the same.');
}

function payerAnswers({ pathway }: Subject, payment: Payment): Answer[] {
  return [
    { question: 'Pathway', answer: pathway.title },
    { question: 'Who pays', answer: payerInWords(payment, 'candidate') },
  ];
}

function expiryInWords(edition: Edition, day: Temporal.PlainDate) {
  const { expires, because } = expiryOf(edition, day);
  const apart = sayTimeLeft(todayOf(edition), lastDayOf(edition, expires));
  return `${sayInstant(expires, edition.timeZone)}, ${apart}. ${because}`;
}

function checkPage(x: Known, subject: Subject, fields: Fields, answers: readonly Answer[]) {
  const title = 'Check your answers';
  return x.page(
    { title, section: 'home' },
    <CheckView
      title={title}
      programmeSlug={subject.way.programme.slug}
      asked={subject.asked}
      answers={answers}
      carried={RECORD_FIELDS.map((name) => [name, fields.one(name)] as const)}
      back={subject.back}
    />,
  );
}

async function showPause(x: Known): Promise<Response> {
  return pausePage(x, x.query.get('programme') ?? '', {}, []);
}

async function pausePage(
  x: Known,
  slug: string,
  typed: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
): Promise<Response> {
  const found = await findWay(x, slug);
  const registration = found && (await registrationOf(x.db, x.viewer.personId, found.way.programme.id));
  if (!found || !registration) return x.missing();
  const { way, ways, edition } = found;
  const title = 'Ask for a pause';
  return x.page(
    { title, section: 'home', hasErrors: errors.length > 0 },
    <PauseFormView
      title={title}
      programmeSlug={way.programme.slug}
      back={wayPath(ways, way)}
      runsOut={sayInstant(registration.expires, edition.timeZone)}
      body={edition.awardingBody.name}
      typed={typed}
      errors={errors}
    />,
  );
}

async function takePause(x: Known): Promise<Response> {
  const fields = await x.form();
  const slug = fields.one('programme');
  const found = await findWay(x, slug);
  const registration = found && (await registrationOf(x.db, x.viewer.personId, found.way.programme.id));
  if (!found || !registration) return x.missing();
  const parsed = parsePause(fields);
  if (!parsed.ok) return pausePage(x, slug, fields.typed, parsed.errors);
  const refusal = refusalToPause(registration, parsed.value, now());
  if (refusal?.status === 422) {
    const field = refusal.code === 'before-registration' ? 'fromDay' : 'untilDay';
    return pausePage(x, slug, fields.typed, [{ field, message: refusal.says }]);
  }
  if (refusal) throw new Refused(refusal);
  await x.transaction((tx) =>
    askForPause(tx, { ...parsed.value, registrationId: registration.id, askedBy: x.viewer.personId }),
  );
  return x.redirect(
    wayPath(found.ways, found.way),
    'The coordinator has your request and will write to you.',
  );
}
