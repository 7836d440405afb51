import { findPersons } from '#people';
import { today } from '#platform/clock.ts';
import type { FieldError } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { ownPortfolio } from './portfolio-access.ts';
import type { Portfolio } from './portfolio.ts';
import { parseShare } from './share.form.ts';
import { sharesOf } from './share.sql.ts';
import { mentorsToAsk, MOST_SHARE_DAYS, revokeShare, sharePortfolio, zoneOfShares } from './share.ts';
import { SharesView, type SharesProps } from './share.view.tsx';

type Known = Exchange<Viewer>;

export const shareRoutes: readonly Route[] = [
  get('/portfolio/:portfolioId/shares', signedIn, show),
  post('/portfolio/:portfolioId/shares', signedIn, share),
  post('/portfolio/:portfolioId/shares/:personId/revoke', signedIn, revoke),
];

function own(x: Known): Promise<Portfolio | undefined> {
  return ownPortfolio(x.db, x.viewer, x.param('portfolioId'));
}

async function show(x: Known): Promise<Response> {
  const portfolio = await own(x);
  return portfolio ? sharesPage(x, portfolio) : x.missing();
}

async function sharesPage(
  x: Known,
  portfolio: Portfolio,
  typed?: SharesProps['typed'],
  errors: readonly FieldError[] = [],
): Promise<Response> {
  const [shares, mentors, zone] = await Promise.all([
    sharesOf(x.db, portfolio.id),
    mentorsToAsk(x.db, portfolio),
    zoneOfShares(x.db, portfolio),
  ]);
  const people = await findPersons(
    x.db,
    shares.map(({ personId }) => personId),
  );
  const from = today(zone);
  return x.page(
    { title: 'Who sees your portfolio', section: 'portfolio', hasErrors: errors.length > 0 },
    <SharesView
      portfolio={portfolio}
      shares={shares}
      mentors={mentors}
      names={new Map([...people].map(([id, { name }]) => [id, name]))}
      typed={typed ?? { withPersonId: '', untilDay: from.add({ months: 3 }).toString(), asks: '' }}
      from={from.toString()}
      to={from.add({ days: MOST_SHARE_DAYS }).toString()}
      errors={errors}
    />,
  );
}

async function share(x: Known): Promise<Response> {
  const portfolio = await own(x);
  if (!portfolio) return x.missing();
  const fields = await x.form();
  const typed = {
    withPersonId: fields.one('withPersonId'),
    untilDay: fields.one('untilDay'),
    asks: fields.one('asks'),
  };
  const mentors = await mentorsToAsk(x.db, portfolio);
  const parsed = parseShare(
    fields,
    mentors.map(({ id }) => id),
  );
  if (!parsed.ok) return sharesPage(x, portfolio, typed, parsed.errors);
  try {
    await x.transaction((tx) => sharePortfolio(tx, portfolio, parsed.value));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const field = error.refusal.code === 'no-such-mentor' ? 'withPersonId' : 'untilDay';
    return sharesPage(x, portfolio, typed, [{ field, message: error.refusal.says }]);
  }
  const mentor = mentors.find(({ id }) => id === parsed.value.withPersonId);
  return x.redirect(`/portfolio/${portfolio.id}/shares`, `Shared with ${mentor?.name ?? 'your mentor'}.`);
}

async function revoke(x: Known): Promise<Response> {
  const portfolio = await own(x);
  if (!portfolio) return x.missing();
  await x.transaction((tx) => revokeShare(tx, portfolio, x.param('personId')));
  return x.redirect(`/portfolio/${portfolio.id}/shares`, 'No longer shared.');
}
