import type { Temporal } from 'temporal-polyfill';
import { sayDuration, sayInstant, sayRelative, saySpan } from '#calendar';
import { runPath, runName, type Workshop } from '#programme';
import { Actions, ButtonForm, ButtonLink, ErrorSummary, type FieldError } from '#look/field.tsx';
import { Next } from '#look/next.tsx';
import { PageHead, Panel, Prose, Section, Split, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable, type Column } from '#look/table.tsx';
import { STATE_WORDS } from '#application';
import type { OpenedOffer } from './opened-offer.ts';

export type OfferViewProps = OpenedOffer & { errors: readonly FieldError[]; now: Temporal.Instant };

/** An offer: by when to answer, what one says yes to, and the two answers. */
export function OfferView(props: OfferViewProps) {
  const { offer, now } = props;
  if (offer.state === 'accepted') return <Confirmed {...props} />;
  const open = offer.state === 'open' && now.epochMilliseconds < offer.replyBy.epochMilliseconds;
  return open ? <Open {...props} /> : <Over {...props} />;
}

function Open(props: OfferViewProps) {
  const { application, run, errors } = props;
  return (
    <>
      <ErrorSummary errors={errors.map(({ message }) => ({ message }))} />
      <PageHead
        back={{ href: `/applications/${application.id}`, label: 'Your application' }}
        kicker={runName(run)}
        title="Your offer of a place"
        lede={`We would be glad to have you on the ${runName(run)}. The place is held for you; tell us whether you take it.`}
      />
      <Split aside={<Answer {...props} />} asideLabel="Your answer">
        <Section title="What you say yes to" hint="Check that you can come before you accept.">
          <WorkshopTable {...props} />
        </Section>
        <Section title="What happens then">
          <Prose>
            <ul>
              <li>
                Accept, and we send you the joining instructions and the dates for your calendar straight
                away.
              </li>
              <li>
                Decline, and the place goes to the next person on the reserve list. You may apply again in
                another year.
              </li>
              <li>
                Defer, and your application is kept for the next run with its place in the queue. This place
                goes to the next person.
              </li>
              <li>Do nothing, and the offer ends at the time to reply.</li>
            </ul>
          </Prose>
        </Section>
      </Split>
    </>
  );
}

/** The time to reply and the two answers: plain forms, so that no reader of mail can answer by following a link. */
function Answer({ application, run, offer, now }: OfferViewProps) {
  const action = `/applications/${application.id}/offer`;
  const why = (
    <>
      Reply by <Time iso={offer.replyBy.toString()}>{sayInstant(offer.replyBy, run.zone)}</Time>,{' '}
      {sayLeft(now, offer.replyBy, run.zone)}.
    </>
  );
  return (
    <Next kicker="Your answer" title="Will you take the place?" why={why}>
      <Actions>
        <ButtonForm action={action} values={{ answer: 'accepted' }} kind="first">
          Accept this place
        </ButtonForm>
        <ButtonLink href={`${action}/decline`}>Decline</ButtonLink>
        <a href={`${action}/defer`}>Defer to the next run</a>
      </Actions>
    </Next>
  );
}

/** Within a day the hours count; before that, the days. */
function sayLeft(now: Temporal.Instant, replyBy: Temporal.Instant, zone: string): string {
  const minutes = Math.floor((replyBy.epochMilliseconds - now.epochMilliseconds) / 60_000);
  if (minutes >= 24 * 60) return sayRelative(now, replyBy, zone);
  return minutes < 1 ? 'less than a minute from now' : `${sayDuration(minutes)} from now`;
}

function Confirmed(props: OfferViewProps) {
  const { application, run, offer } = props;
  return (
    <>
      <Panel title="Your place is confirmed">
        <p>{runName(run)}</p>
        {offer.repliedAt && <p>{`Accepted ${sayInstant(offer.repliedAt, run.zone)}`}</p>}
      </Panel>
      <Section title="Where and when">
        <WorkshopTable {...props} />
      </Section>
      <Actions>
        <ButtonLink kind="first" href="/workshops">
          See what to prepare
        </ButtonLink>
        <ButtonLink href={`${runPath(run)}/calendar.ics`}>Add the dates to your calendar</ButtonLink>
        <a href={`/applications/${application.id}/give-up`}>I cannot come after all</a>
      </Actions>
    </>
  );
}

function Over(props: OfferViewProps) {
  const { application, run, offer, now } = props;
  const { kind, words } = STATE_WORDS[application.state === 'offered' ? 'offer-lapsed' : application.state];
  const held = offer.heldUntil && now.epochMilliseconds < offer.heldUntil.epochMilliseconds;
  return (
    <>
      <PageHead
        back={{ href: `/applications/${application.id}`, label: 'Your application' }}
        kicker={runName(run)}
        title="Your offer"
        lede={sayOver(props)}
        meter={<StateTag kind={kind}>{words}</StateTag>}
      />
      {held && <ChangeMind {...props} />}
      {offer.state === 'deferred' && !held && <InQueue {...props} />}
      {offer.state !== 'deferred' && !held && (
        <Prose>
          <p>
            If that was not meant, write to the team at{' '}
            <a href={`mailto:${run.programme.contactAddress}`}>{run.programme.contactAddress}</a>.
          </p>
        </Prose>
      )}
    </>
  );
}

function sayOver({ run, offer, now }: OfferViewProps): string {
  const held = offer.heldUntil && now.epochMilliseconds < offer.heldUntil.epochMilliseconds;
  const gone = held ? 'It is still held for you for a moment.' : 'It has gone on.';
  if (offer.state === 'declined') return `You declined this place. ${gone}`;
  if (offer.state === 'deferred')
    return `You put this place off to the next run. Your application is kept, with its place in the queue. ${held ? 'The place itself is still held for you for a moment.' : ''}`.trim();
  if (offer.state === 'given-up') return 'You gave this place up, and it has gone on.';
  return `We are sorry: this place was held until ${sayInstant(offer.replyBy, run.zone)}. We did not hear from you by then, so it has gone on to the reserve list.`;
}

/** While the place is held, one press brings the offer back. */
function ChangeMind({ application, run, offer, now }: OfferViewProps) {
  if (!offer.heldUntil) return null;
  return (
    <Next
      kicker="Changed your mind?"
      title="Take your answer back"
      why={`Until ${sayInstant(offer.heldUntil, run.zone)}, ${sayLeft(now, offer.heldUntil, run.zone)}, the place is held for you. Then it goes to the next person.`}
    >
      <ButtonForm action={`/applications/${application.id}/offer/take-back`} kind="first">
        Take my answer back
      </ButtonForm>
    </Next>
  );
}

/** Where a deferral stands: in the next run, or waiting for it. */
function InQueue({ application, next, offer }: OfferViewProps) {
  if (offer.carriedInto)
    return (
      <Prose>
        <p>
          It has come into the next run.{' '}
          <a href={`/applications/${offer.carriedInto}`}>See your application there</a>.
        </p>
      </Prose>
    );
  return (
    <>
      <Prose>
        <p>
          {next
            ? `It comes into the ${runName(next.run)} when applications to that open, on ${sayInstant(next.run.opensAt, next.run.zone, { edge: 'opens' })}. We write to you then.`
            : 'There is no next run yet. It waits until there is one, and we write to you then.'}
        </p>
      </Prose>
      <Actions>
        <ButtonForm action={`/applications/${application.id}/offer/take-back`} confirm={LEAVING}>
          Leave the queue
        </ButtonForm>
      </Actions>
    </>
  );
}

const LEAVING = {
  question: 'Leave the queue for the next run?',
  detail: 'You may apply again like everybody else.',
  yes: 'Leave the queue',
};

function WorkshopTable({ run, workshops }: OfferViewProps) {
  const columns: Column<Workshop>[] = [
    { key: 'title', label: 'Workshop', cell: (one) => `${one.number}. ${one.title}`, rowHeader: true },
    {
      key: 'when',
      label: 'When',
      cell: (one) => saySpan(one.startsAt, one.endsAt, run.zone),
      narrow: 'plain',
    },
    { key: 'place', label: 'Where', cell: (one) => one.place, narrow: 'plain' },
  ];
  return (
    <DataTable
      caption="The workshops"
      hideCaption
      columns={columns}
      rows={workshops}
      empty={<p>The dates of the workshops are still to be announced.</p>}
    />
  );
}
