import type { Temporal } from 'temporal-polyfill';
import { sayInstant, sayRelative } from '#calendar';
import { STATE_WORDS, type Application } from '#application';
import { runName, type Run } from '#programme';
import { Actions, ButtonForm, ButtonLink } from '#look/field.tsx';
import { PageHead, Prose, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { mayPromote } from './rules.ts';

export type ReserveViewProps = {
  application: Application;
  run: Run;
  cutOff: Temporal.Instant | undefined;
  now: Temporal.Instant;
};

/** Whether somebody is still on the reserve list, until when it counts, and how to leave it. */
export function ReserveView(props: ReserveViewProps) {
  const { application, run, cutOff, now } = props;
  const stands = application.state === 'reserve' && mayPromote(cutOff, now);
  const { kind, words } = STATE_WORDS[application.state];
  return (
    <>
      <PageHead
        back={{ href: `/applications/${application.id}`, label: 'Your application' }}
        kicker={runName(run)}
        title="Your place on the reserve list"
        lede={sayStanding(props, stands)}
        meter={<StateTag kind={kind}>{words}</StateTag>}
      />
      {application.state === 'offered' && (
        <Actions>
          <ButtonLink kind="first" href={`/applications/${application.id}/offer`}>
            See the offer
          </ButtonLink>
        </Actions>
      )}
      {stands && <WhatHappens {...props} />}
    </>
  );
}

function sayStanding({ application, run, cutOff, now }: ReserveViewProps, stands: boolean): string {
  const until = cutOff
    ? ` until ${sayInstant(cutOff, run.zone)}, ${sayRelative(now, cutOff, run.zone)}`
    : ' until the programme begins';
  if (stands) return `You are on the list. It counts${until}. You have nothing to do.`;
  if (application.state === 'reserve')
    return `The list is closed${cutOff ? ` since ${sayInstant(cutOff, run.zone)}` : ''}. No place has come free for you in time. You are welcome to apply again in another year.`;
  if (application.state === 'offered') return 'A place has come free, and it is offered to you.';
  if (application.state === 'withdrawn')
    return 'You have left the list, and nobody will offer you a place from it.';
  return 'You are no longer on the list, because something else was decided since.';
}

function WhatHappens({ application, run }: ReserveViewProps) {
  return (
    <>
      <Section title="What happens next">
        <Prose>
          <ul>
            <li>When somebody gives a place up, it is offered to the next person on the list, in order.</li>
            <li>If it comes to you, we write at once and say by when to answer. The time is short.</li>
            <li>If none comes free, we write to you when the list closes.</li>
          </ul>
          <p>
            The team can be asked at{' '}
            <a href={`mailto:${run.programme.contactAddress}`}>{run.programme.contactAddress}</a>.
          </p>
        </Prose>
      </Section>
      <Actions>
        <ButtonForm action={`/applications/${application.id}/reserve/leave`} confirm={LEAVING}>
          Leave the reserve list
        </ButtonForm>
      </Actions>
    </>
  );
}

const LEAVING = {
  question: 'Leave the reserve list?',
  detail: 'Your application is withdrawn, and the next person moves up. This cannot be taken back.',
  yes: 'Leave the list',
};
