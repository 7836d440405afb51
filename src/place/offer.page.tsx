import { now } from '#platform/clock.ts';
import { choice, optionalText, parseForm, type FieldError } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { GiveUpView } from './give-up.view.tsx';
import { OfferView } from './offer.view.tsx';
import { ownOffer, type OpenedOffer } from './opened-offer.ts';
import { giveUpPlace, replyToOffer } from './reply.ts';
import { refusalToGiveUp } from './rules.ts';

export const offerRoutes: readonly Route[] = [
  get('/applications/:applicationId/offer', signedIn, showOffer),
  post('/applications/:applicationId/offer', signedIn, reply),
  get('/applications/:applicationId/give-up', signedIn, showGiveUp),
  post('/applications/:applicationId/give-up', signedIn, giveUp),
];

function open(x: Exchange<Viewer>): Promise<OpenedOffer | undefined> {
  return ownOffer(x.db, x.viewer, x.param('applicationId'));
}

async function showOffer(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  return opened ? offerPage(x, opened, []) : x.missing();
}

function offerPage(x: Exchange, opened: OpenedOffer, errors: readonly FieldError[]): Promise<Response> {
  const view = <OfferView {...opened} errors={errors} now={now()} />;
  return x.page(
    { title: offerTitle(opened), section: 'programmes', width: 'wide', hasErrors: errors.length > 0 },
    view,
  );
}

/** The page's heading, by what has become of the offer. */
function offerTitle({ offer }: OpenedOffer): string {
  if (offer.state === 'accepted') return 'Your place is confirmed';
  return offer.state === 'open' ? 'Your offer of a place' : 'Your offer';
}

async function reply(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  const parsed = parseForm(await x.form(), {
    answer: choice('to accept or to decline', ['accepted', 'declined']),
  });
  if (!parsed.ok) return offerPage(x, opened, parsed.errors);
  const { id: applicationId, runId } = opened.application;
  const { answer } = parsed.value;
  await x.transaction((tx) =>
    replyToOffer(tx, { applicationId, runId, personId: x.viewer.personId, answer }),
  );
  if (answer === 'accepted') return x.redirect(`/applications/${applicationId}/offer`);
  return x.redirect(`/applications/${applicationId}`, 'You have declined the place.');
}

async function showGiveUp(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened || refusalToGiveUp(opened.offer)) return x.missing();
  return x.page(
    { title: 'Give up your place', section: 'programmes' },
    <GiveUpView {...opened} reason="" errors={[]} />,
  );
}

async function giveUp(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, { reason: optionalText('The reason', { max: 2000 }) });
  if (!parsed.ok) {
    return x.page(
      { title: 'Give up your place', section: 'programmes', hasErrors: true },
      <GiveUpView {...opened} reason={fields.one('reason')} errors={parsed.errors} />,
    );
  }
  const { id: applicationId, runId } = opened.application;
  const giving = { applicationId, runId, personId: x.viewer.personId, reason: parsed.value.reason };
  await x.transaction((tx) => giveUpPlace(tx, giving));
  return x.redirect(`/applications/${applicationId}`, 'You have given up your place.');
}
