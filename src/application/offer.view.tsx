import type { Temporal } from 'temporal-polyfill';
import { sayDuration, sayInstant, sayRelative, saySpan } from '#calendar';
import { runPath, type Workshop } from '#programme';
import { Actions, ButtonForm, ButtonLink, ErrorSummary, type FieldError } from '#look/field.tsx';
import { PageHead, Panel, Prose, Section, Stack, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable, type Column } from '#look/table.tsx';
import { STATE_WORDS } from './application-words.ts';
import type { Offer } from './application.ts';
import type { Opened } from './opened.ts';

export type OfferViewProps = Opened & { errors: readonly FieldError[]; now: Temporal.Instant };

/** An offer: by when to answer, what one says yes to, and the two answers. */
export function OfferView(props: OfferViewProps) {
  const { application, now } = props;
  const { offer, state } = application;
  if (!offer) return null;
  if (state === 'place-accepted') return <Confirmed {...props} />;
  const open = state === 'offered' && now.epochMilliseconds < offer.replyBy.epochMilliseconds;
  return open ? <Open {...props} offer={offer} /> : <Over {...props} offer={offer} />;
}

function Open(props: OfferViewProps & { offer: Offer }) {
  const { application, run, offer, errors, now } = props;
  const { zone } = run;
  return (
    <Stack>
      <ErrorSummary errors={errors.map(({ message }) => ({ message }))} />
      <PageHead
        back={{ href: `/applications/${application.id}`, label: 'Your application' }}
        kicker={`${run.programme.shortName} · ${run.name}`}
        title="Your offer of a place"
        lede={`We would be glad to have you on the ${run.name}. The place is held for you; say yes or no by the time below.`}
        meter={
          <>
            <StateTag kind="attention">Reply needed</StateTag>
            <span>
              by{' '}
              <strong>
                <Time iso={offer.replyBy.toString()}>{sayInstant(offer.replyBy, zone)}</Time>
              </strong>
              , {sayLeft(now, offer.replyBy, zone)}
            </span>
          </>
        }
      />
      <Section title="What you say yes to" hint="Check that you can come before you accept.">
        <WorkshopTable {...props} />
      </Section>
      <Section title="Your answer">
        <Prose>
          <p>
            Accept, and we send you the joining instructions and the dates for your calendar straight away.
            Decline, and the place goes to the next person on the reserve list; you may apply again in another
            year. If you do nothing, the offer ends at the time above.
          </p>
        </Prose>
        <Actions>
          <ButtonForm
            action={`/applications/${application.id}/offer`}
            values={{ answer: 'accepted' }}
            kind="first"
          >
            Accept this place
          </ButtonForm>
          <ButtonForm
            action={`/applications/${application.id}/offer`}
            values={{ answer: 'declined' }}
            kind="plain"
            confirm={{
              question: 'Decline this place?',
              detail: 'It goes to the next person on the reserve list at once, and cannot be taken back.',
              yes: 'Decline this place',
            }}
          >
            Decline this place
          </ButtonForm>
        </Actions>
      </Section>
    </Stack>
  );
}

/** Within a day the hours count; before that, the days. */
function sayLeft(now: Temporal.Instant, replyBy: Temporal.Instant, zone: string): string {
  const minutes = Math.floor((replyBy.epochMilliseconds - now.epochMilliseconds) / 60_000);
  if (minutes >= 24 * 60) return sayRelative(now, replyBy, zone);
  return minutes < 1 ? 'less than a minute from now' : `${sayDuration(minutes)} from now`;
}

function Confirmed(props: OfferViewProps) {
  const { application, run } = props;
  return (
    <Stack>
      <Panel title="Your place is confirmed">
        <p>{`${run.programme.shortName} · ${run.name}`}</p>
        {application.offer?.repliedAt && (
          <p>{`Accepted ${sayInstant(application.offer.repliedAt, run.zone)}`}</p>
        )}
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
    </Stack>
  );
}

function Over({ application, run, offer }: OfferViewProps & { offer: Offer }) {
  const { zone } = run;
  const { kind, words } = STATE_WORDS[application.state === 'offered' ? 'offer-lapsed' : application.state];
  const says =
    application.state === 'place-declined'
      ? 'You declined this place, and it has gone on to the next person on the reserve list.'
      : application.state === 'place-given-up'
        ? 'You gave this place up, and it has gone on.'
        : `The place was held until ${sayInstant(offer.replyBy, zone)}. We did not hear from you by then, so it has gone on to the reserve list.`;
  return (
    <Stack>
      <PageHead
        back={{ href: `/applications/${application.id}`, label: 'Your application' }}
        kicker={`${run.programme.shortName} · ${run.name}`}
        title="Your offer"
        lede={says}
        meter={<StateTag kind={kind}>{words}</StateTag>}
      />
      <Prose>
        <p>
          If that was not meant, write to the team at{' '}
          <a href={`mailto:${run.programme.contactAddress}`}>{run.programme.contactAddress}</a>.
        </p>
      </Prose>
    </Stack>
  );
}

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
