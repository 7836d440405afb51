import { sayDate, sayInstant } from '#calendar';
import type { Edition } from '#framework';
import {
  Button,
  DateField,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  Radios,
  type FieldError,
} from '#look/field.tsx';
import { PageHead, Section, Stack } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { clockStanding } from './clock.ts';
import type { ClockProps } from './clock.view.tsx';
import { plainDate } from './dates.ts';
import { PAUSE_REASONS, PAUSE_WORDS, type Pause } from './registration.ts';

/** The pauses of a registration, what became of each, and the way to ask for another. */
export function ThePauses({
  pauses,
  edition,
  path,
  registration,
  now,
}: ClockProps & { pauses: readonly Pause[] }) {
  if (pauses.length === 0) return null;
  const running = clockStanding(registration, now) === 'running' && !pauses.some(({ answer }) => !answer);
  return (
    <Section title="Pauses" action={running ? <a href={path('/pause')}>Ask for another pause</a> : undefined}>
      <Stack>
        {pauses.map((pause) => (
          <OnePause pause={pause} edition={edition} />
        ))}
      </Stack>
    </Section>
  );
}

function OnePause({ pause, edition }: { pause: Pause; edition: Edition }) {
  return (
    <Stack tight>
      <p>
        {sayDate(plainDate(pause.fromDay))} to {sayDate(plainDate(pause.untilDay))} ·{' '}
        {PAUSE_WORDS[pause.reason]}
      </p>
      <p>
        <PauseTag pause={pause} />{' '}
        <span class="hint">
          {pause.newExpires
            ? `Moves the expiry to ${sayInstant(pause.newExpires, edition.timeZone)}`
            : pause.answer
              ? 'The expiry stays as it was'
              : 'The coordinator answers; a letter tells you'}
        </span>
      </p>
    </Stack>
  );
}

/** Whether a pause was confirmed, with its sign. */
export function PauseTag({ pause }: { pause: Pause }) {
  if (!pause.answer) return <StateTag kind="waiting">Asked for</StateTag>;
  return pause.answer === 'granted' ? (
    <StateTag kind="done">Confirmed</StateTag>
  ) : (
    <StateTag kind="closed">Not confirmed</StateTag>
  );
}

export type PauseFormProps = {
  title: string;
  programmeSlug: string;
  back: string;
  runsOut: string;
  body: string;
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
};

/** Asking for a pause: which days, and what kind of reason. */
export function PauseFormView({ title, programmeSlug, back, runsOut, body, typed, errors }: PauseFormProps) {
  return (
    <>
      <PageHead
        title={title}
        back={{ label: 'Your registration', href: back }}
        lede={`Your registration runs out on ${runsOut}. A pause moves that day by as many days as you are away.`}
      />
      <ErrorSummary errors={errors} />
      <p>
        The coordinator asks {body} and answers you by letter. Until then the day stays as it is. You can go
        on writing during a pause; nobody checks.
      </p>
      <PostForm action="/registration/pause">
        <Hidden name="programme" value={programmeSlug} />
        <DateField
          name="fromDay"
          label="First day away"
          value={typed.fromDay}
          error={errorFor(errors, 'fromDay')}
        />
        <DateField
          name="untilDay"
          label="Last day away"
          hint="As far as you know it today."
          value={typed.untilDay}
          error={errorFor(errors, 'untilDay')}
        />
        <Radios
          name="reason"
          label="What kind of reason?"
          hint="Only the kind is kept. Nobody asks you for details here."
          value={typed.reason}
          options={PAUSE_REASONS.map((value) => ({ value, label: PAUSE_WORDS[value] }))}
          error={errorFor(errors, 'reason')}
        />
        <Button kind="first">Ask for this pause</Button>
      </PostForm>
    </>
  );
}
