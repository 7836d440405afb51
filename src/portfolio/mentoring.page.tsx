import { findPathway } from '#framework';
import { findPerson, findPersons } from '#people';
import { choice, optionalText, parseForm, text, type FieldError, type Fields } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { giveFeedback, refusalOfQuote } from './comment.ts';
import { evidenceOf } from './evidence.sql.ts';
import { MOST_COMMENT } from './feedback.page.tsx';
import { feedbackOn, type Feedback } from './feedback.ts';
import {
  MentoredSectionView,
  MentoredView,
  SharedPortfoliosView,
  type CommentTyped,
} from './mentoring.view.tsx';
import { visiblePortfolio } from './portfolio-access.ts';
import { progressFor, type SlotProgress } from './portfolio-progress.ts';
import { partsOf } from './portfolio.sql.ts';
import { editionOf, slotName, slotsOf, type Part, type Portfolio } from './portfolio.ts';
import { sharedPortfolios, sharedWith, type SharedPortfolio } from './share.sql.ts';

type Known = Exchange<Viewer>;

// The id is spelt out, so that other pages below /mentoring keep their own addresses.
const SHARED = '/mentoring/:portfolioId{[0-9a-f-]{36}}';

export const mentoringRoutes: readonly Route[] = [
  get('/mentoring/portfolios', signedIn, showShared),
  get(SHARED, signedIn, showPortfolio),
  get(`${SHARED}/sections/:slot`, signedIn, (x) => showSection(x)),
  post(`${SHARED}/sections/:slot`, signedIn, comment),
];

async function showShared(x: Known): Promise<Response> {
  const shared = await sharedPortfolios(x.db, x.viewer.personId);
  const owners = await findPersons(
    x.db,
    shared.map(({ ownerId }) => ownerId),
  );
  const rows = shared.map((one) => ({
    ...one,
    owner: owners.get(one.ownerId)?.name ?? 'Somebody',
    ...namesIn(one),
  }));
  return x.page(
    { title: 'Portfolios shared with you', section: 'mentoring', width: 'wide' },
    <SharedPortfoliosView rows={rows} />,
  );
}

function namesIn(one: SharedPortfolio): { pathway: string; waitingNames: string[]; zone: string } {
  const keys = one.waiting.map(({ slot }) => slot);
  const slots = slotsOf(one, keys);
  const pathway = findPathway(editionOf(one), one.pathwayId)?.title ?? one.pathwayId;
  const waitingNames = keys.map((key) => {
    const slot = slots.find((other) => other.key === key);
    return slot ? slotName(slot) : key;
  });
  return { pathway, waitingNames, zone: editionOf(one).timeZone };
}

/** The portfolio, if it is shared with the viewer now. */
async function shared(x: Known): Promise<Portfolio | undefined> {
  const seen = await visiblePortfolio(x.db, x.viewer, x.param('portfolioId'));
  return seen?.as === 'mentor' ? seen.portfolio : undefined;
}

async function showPortfolio(x: Known): Promise<Response> {
  const portfolio = await shared(x);
  if (!portfolio) return x.missing();
  const [share, person, { slots }] = await Promise.all([
    sharedWith(x.db, portfolio.id, x.viewer.personId),
    findPerson(x.db, portfolio.personId),
    progressFor(x.db, portfolio),
  ]);
  if (!share) return x.missing();
  const owner = person?.name ?? 'somebody';
  return x.page(
    { title: `Portfolio of ${owner}`, section: 'mentoring', width: 'wide' },
    <MentoredView
      portfolio={portfolio}
      owner={owner}
      pathway={findPathway(editionOf(portfolio), portfolio.pathwayId)?.title ?? ''}
      share={share}
      slots={slots}
    />,
  );
}

type Place = {
  portfolio: Portfolio;
  progress: SlotProgress;
  parts: readonly Part[];
  feedback: Feedback;
  readable: readonly SlotProgress[];
};

async function placeOf(x: Known): Promise<Place | undefined> {
  const portfolio = await shared(x);
  if (!portfolio) return undefined;
  const [{ slots }, parts] = await Promise.all([
    progressFor(x.db, portfolio),
    partsOf(x.db, portfolio.id, x.param('slot')),
  ]);
  const readable = slots.filter(({ slot }) => !slot.declaration);
  const progress = readable.find(({ key }) => key === x.param('slot'));
  if (!progress) return undefined;
  const texts = Object.fromEntries(parts.map((part) => [part.component, part.text]));
  const feedback = await feedbackOn(x.db, portfolio, progress.slot, texts);
  return { portfolio, progress, parts, feedback, readable };
}

const NOTHING: CommentTyped = { component: '', quote: '', rating: '', words: '' };

async function showSection(
  x: Known,
  typed: CommentTyped = NOTHING,
  errors: readonly FieldError[] = [],
): Promise<Response> {
  const place = await placeOf(x);
  if (!place) return x.missing();
  const { progress, parts, feedback, readable } = place;
  const at = readable.indexOf(progress);
  return x.page(
    {
      title: slotName(progress.slot),
      section: 'mentoring',
      width: 'wide',
      scripts: ['portfolio/mentoring.js'],
      hasErrors: errors.length > 0,
    },
    <MentoredSectionView
      feedback={feedback}
      ownTitle={progress.ownTitle}
      state={progress.state}
      parts={parts}
      items={await evidenceOf(x.db, place.portfolio.id)}
      typed={typed}
      errors={errors}
      before={readable[at - 1]?.slot}
      after={readable[at + 1]?.slot}
    />,
  );
}

async function comment(x: Known): Promise<Response> {
  const place = await placeOf(x);
  if (!place) return x.missing();
  const { portfolio, progress } = place;
  const fields = await x.form();
  const parsed = parseComment(fields, place);
  if (!parsed.ok) return showSection(x, typedIn(fields), parsed.errors);
  const { component, quote, rating, words } = parsed.value;
  const part = place.parts.find((one) => one.component === component);
  await x.transaction((tx) =>
    giveFeedback(tx, portfolio, x.viewer.personId, {
      slot: progress.key,
      component,
      words,
      ...(quote ? { quote, partVersion: part?.version } : {}),
      ...(rating ? { rating } : {}),
    }),
  );
  const here = `/mentoring/${portfolio.id}/sections/${progress.key}#feedback`;
  return x.redirect(here, `Sent to ${place.feedback.names.get(portfolio.personId) ?? 'the owner'}.`);
}

function parseComment(fields: Fields, { progress: { slot }, feedback, parts }: Place) {
  const [only] = slot.components.length === 1 ? slot.components : [];
  const components = only ? ['', only.id] : ['', ...slot.components.map(({ id }) => id)];
  const parsed = parseForm(fields, {
    component: choice('what it is about', components),
    quote: optionalText('The words that you mean', { max: 1000 }),
    rating: choice('a rating from the list', ['', ...feedback.ratings.map(({ id }) => id)]),
    words: text('Your comment', { max: MOST_COMMENT }),
  });
  if (!parsed.ok) return parsed;
  const { quote } = parsed.value;
  const component = quotedIn(parsed.value.component || (only?.id ?? ''), quote, parts);
  const quoted = parts.find((part) => part.component === component)?.text ?? '';
  const refusal = refusalOfQuote(quoted, quote);
  if (refusal) return { ok: false as const, errors: [{ field: 'quote', message: refusal.says }] };
  return { ok: true as const, value: { ...parsed.value, component } };
}

/** The component that a passage stands in, where the mentor did not say which they mean. */
function quotedIn(component: string, quote: string, parts: readonly Part[]): string {
  if (component !== '' || quote === '') return component;
  return parts.find(({ text: written }) => !refusalOfQuote(written, quote))?.component ?? '';
}

function typedIn(fields: Fields): CommentTyped {
  return {
    component: fields.one('component'),
    quote: fields.one('quote'),
    rating: fields.one('rating'),
    words: fields.one('words'),
  };
}
