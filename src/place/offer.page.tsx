import { now } from '#platform/clock.ts';
import { choice, optionalText, parseForm, type FieldError } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { takeBackDeferral } from './defer.ts';
import { GiveUpView } from './give-up.view.tsx';
import type { ReplyAnswer } from './offer.ts';
import { OfferView } from './offer.view.tsx';
import { ownOffer, type OpenedOffer } from './opened-offer.ts';
import { ReplyView, REPLY_TITLES } from './reply.view.tsx';
import { giveUpPlace, replyToOffer, takeBackReply } from './reply.ts';
import { refusalToGiveUp, refusalToReply } from './rules.ts';

export const offerRoutes: readonly Route[] = [
  get('/applications/:applicationId/offer', signedIn, showOffer),
  post('/applications/:applicationId/offer', signedIn, reply),
  get('/applications/:applicationId/offer/decline', signedIn, (x) => showReply(x, 'declined')),
  get('/applications/:applicationId/offer/defer', signedIn, (x) => showReply(x, 'deferred')),
  post('/applications/:applicationId/offer/take-back', signedIn, takeBack),
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

/** The page on which somebody declines or defers: a link leads here, and only its button answers. */
async function showReply(x: Exchange<Viewer>, answer: Exclude<ReplyAnswer, 'accepted'>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  if (opened.offer.state !== 'open' || refusalToReply(opened.offer, answer, opened.run.zone, now()))
    return x.redirect(`/applications/${opened.application.id}/offer`);
  return replyPage(x, opened, { answer, reason: '', errors: [] });
}

function replyPage(
  x: Exchange,
  opened: OpenedOffer,
  typed: { answer: Exclude<ReplyAnswer, 'accepted'>; reason: string; errors: readonly FieldError[] },
): Promise<Response> {
  return x.page(
    { title: REPLY_TITLES[typed.answer], section: 'programmes', hasErrors: typed.errors.length > 0 },
    <ReplyView {...opened} {...typed} now={now()} />,
  );
}

const REPLY = {
  answer: choice('to accept, to decline or to put it off', ['accepted', 'declined', 'deferred']),
  reason: optionalText('The reason', { max: 2000 }),
};

async function reply(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, REPLY);
  if (!parsed.ok) {
    const answer = fields.one('answer');
    const { errors } = parsed;
    const isReason = errors.every(({ field }) => field === 'reason');
    if (isReason && (answer === 'declined' || answer === 'deferred'))
      return replyPage(x, opened, { answer, reason: fields.one('reason'), errors });
    return offerPage(x, opened, errors);
  }
  const { id: applicationId, runId } = opened.application;
  await x.transaction((tx) =>
    replyToOffer(tx, { applicationId, runId, personId: x.viewer.personId, ...parsed.value }),
  );
  return x.redirect(`/applications/${applicationId}/offer`, NOTICES[parsed.value.answer]);
}

const NOTICES: Readonly<Record<ReplyAnswer, string | undefined>> = {
  accepted: undefined,
  declined: 'You have declined the place.',
  deferred: 'You have put your place off to the next run.',
};

/** A reply is taken back while the place is held; a deferral also later, until it is in the next run. */
async function takeBack(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  const { id: applicationId, runId } = opened.application;
  const about = { applicationId, runId, personId: x.viewer.personId };
  const wasDeferred = opened.offer.state === 'deferred';
  await x.transaction((tx) => (wasDeferred ? takeBackDeferral(tx, about) : takeBackReply(tx, about)));
  return x.redirect(`/applications/${applicationId}/offer`, 'Your answer is taken back.');
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
