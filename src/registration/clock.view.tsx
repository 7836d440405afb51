import type { Temporal } from 'temporal-polyfill';
import { sayDate, sayInstant } from '#calendar';
import type { Edition } from '#framework';
import { Inset, Progress, Section, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { clockStanding, lastDayOf, lastSensibleDay, type ClockStanding } from './clock.ts';
import { plainDate } from './dates.ts';
import type { Registration } from './registration.ts';
import { sayTimeLeft } from './time-left.ts';

export type ClockProps = {
  registration: Registration;
  edition: Edition;
  now: Temporal.Instant;
  path: (below: string) => string;
};

/** When a registration runs out, why then, how far off that is, and the last sensible day to submit. */
export function TheClock({ registration, edition, now, path }: ClockProps) {
  const standing = clockStanding(registration, now);
  const lastDay = lastDayOf(edition, registration.expires);
  const today = now.toZonedDateTimeISO(edition.timeZone).toPlainDate();
  if (standing === 'submitted') {
    return (
      <Section title="The clock">
        <p>
          <StateTag kind="done">Submitted in time</StateTag>
        </p>
        <p>
          You have submitted under this registration. It covers what follows
          {edition.registration?.covers.length ? `: ${lowerList(edition.registration.covers)}` : ''}.
        </p>
      </Section>
    );
  }
  const expired = standing === 'expired';
  return (
    <Section title="The clock">
      <div class="runs-out">
        <p>{expired ? 'Your registration ran out' : 'Submit before your registration runs out'}</p>
        <p class="runs-out-day">
          <Time iso={registration.expires.toString()}>
            {sayInstant(registration.expires, edition.timeZone)}
          </Time>
        </p>
        <p>
          <StateTag kind={expired ? 'stop' : 'now'}>{expired ? 'Run out' : 'Running'}</StateTag>{' '}
          <strong>
            {!expired && 'ends '}
            {sayTimeLeft(today, lastDay)}
          </strong>
        </p>
        {!expired && <HowFar registration={registration} lastDay={lastDay} today={today} />}
        <p>{registration.because}</p>
        {!registration.expires.equals(registration.ruleExpires) && (
          <p>A confirmed pause moved it from {sayDate(lastDayOf(edition, registration.ruleExpires))}.</p>
        )}
      </div>
      {!expired && <Sensible edition={edition} registration={registration} today={today} />}
      {!expired && (
        <p class="hint">
          Letters remind you 12, 6, 3 and 1 months and 2 weeks before, until you submit. Something keeps you
          from it? <a href={path('/pause')}>Ask for a pause</a>.
        </p>
      )}
    </Section>
  );
}

function HowFar(props: {
  registration: Registration;
  lastDay: Temporal.PlainDate;
  today: Temporal.PlainDate;
}) {
  const from = plainDate(props.registration.registeredOn);
  const whole = from.until(props.lastDay).days;
  const gone = Math.max(0, Math.min(whole, from.until(props.today).days));
  return <Progress value={gone} max={whole} label={`Day ${gone} of ${whole}`} />;
}

function Sensible(props: { edition: Edition; registration: Registration; today: Temporal.PlainDate }) {
  const { edition, registration, today } = props;
  const day = lastSensibleDay(edition, registration.expires);
  const past = today.toString() > day.toString();
  return (
    <Inset kind={past ? 'attention' : 'plain'}>
      <p>
        <strong>
          Last sensible day to submit: <Time iso={day.toString()}>{sayDate(day)}</Time>
        </strong>
        {`, ${sayTimeLeft(today, day)}. `}
        {past
          ? 'You can still submit, but what has to be put right may not get back in time.'
          : 'It leaves time to put right what the first check finds.'}
      </p>
    </Inset>
  );
}

/** The words for how a registration stands to its clock. */
export const STANDING_WORDS: Record<ClockStanding, string> = {
  running: 'Running',
  expired: 'Run out',
  submitted: 'Submitted',
};

function lowerList(items: readonly string[]): string {
  return items.map((item) => item.charAt(0).toLowerCase() + item.slice(1)).join('; ');
}
