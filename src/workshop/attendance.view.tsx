import { sayDate, sayInstant, sayTime } from '#calendar';
import { Button, ButtonForm, GetForm, Hidden, PostForm, TextField } from '#look/field.tsx';
import { Empty, Inset, PageHead, Time } from '#look/page-parts.tsx';
import { runName, type Run, type Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import { ATTENDANCE_WORDS, marksAreOpen, type AttendanceState } from './attendance.ts';
import { lettersIn, sayCount, type Narrowing } from './narrowing.ts';
import type { RegisterLine } from './register.ts';
import { sayWhen } from './saying.ts';

export type AttendanceProps = {
  run: Run;
  workshop: Workshop;
  lines: readonly RegisterLine[];
  shown: readonly RegisterLine[];
  narrowing: Narrowing;
  /** Reasons for apologies are for coordinators. */
  coordinates: boolean;
  /** Who marks: a device keeps what it could not send under their id. */
  by: string;
};

/** The heading of the page. */
export function attendanceTitle({ number }: Workshop): string {
  return `Attendance at workshop ${number}`;
}

/** Who is here: on a phone at the door, on a desk afterwards, and on paper as a register to sign. */
export function AttendanceView(props: AttendanceProps) {
  const { run, workshop, lines, shown } = props;
  const opens = marksAreOpen(workshop, now());
  return (
    <>
      <PageHead
        title={attendanceTitle(workshop)}
        kicker={runName(run)}
        back={{ label: 'Workshops and attendance', href: `/desk/${run.id}/workshops` }}
        lede={workshop.title}
        meter={
          <>
            <Time iso={workshop.startsAt.toString()}>{sayWhen(run, workshop)}</Time>
            <span>{workshop.place}</span>
          </>
        }
      />
      {!opens && !workshop.cancelledAt && <NotYet run={run} workshop={workshop} />}
      {workshop.cancelledAt && (
        <Inset kind="attention">
          <p>This workshop was cancelled, so nobody is marked for it.</p>
        </Inset>
      )}
      {lines.length === 0 ? (
        <Empty title="Nobody has a seat in this series yet.">
          <p>Everyone who accepts a place on this run stands here by name.</p>
        </Empty>
      ) : (
        <way-marks data-to={attendancePath(run, workshop)} data-by={props.by} data-now={now().toString()}>
          <div class="register-tools">
            <Count lines={lines} />
            <Narrow {...props} />
          </div>
          <div class="register-unsaved" data-keep data-owed hidden />
          {opens && !workshop.cancelledAt && (
            <p class="hint register-how">Press a mark again to take it back.</p>
          )}
          {shown.length === 0 && <p>Nobody on the register is called that.</p>}
          <ul class="register" aria-label="Register">
            {shown.map((line) => (
              <Line {...props} line={line} opens={opens} />
            ))}
          </ul>
          {opens && !workshop.cancelledAt && <Rest {...props} />}
        </way-marks>
      )}
    </>
  );
}

function NotYet({ run, workshop }: { run: Run; workshop: Workshop }) {
  const opens = workshop.startsAt.subtract({ hours: 2 });
  return (
    <Inset>
      <p>
        Marks open two hours before the start: {sayInstant(opens, run.zone, { edge: 'opens' })}. Until then
        you can note apologies. Print this page for a register to sign.
      </p>
    </Inset>
  );
}

/** Said to those who listen after every mark: it is what they want to know at the door. */
function Count({ lines }: { lines: readonly RegisterLine[] }) {
  return (
    <p class="register-count" data-notice>
      {sayCount(lines)}
    </p>
  );
}

function Narrow({ run, workshop, lines, narrowing }: AttendanceProps) {
  const path = attendancePath(run, workshop);
  const letters = lettersIn(lines);
  return (
    <div class="register-narrow">
      <GetForm action={path} label="Find somebody">
        <TextField name="name" label="Find by name" type="search" size="short" value={narrowing.name} />
        <Button>Find</Button>
      </GetForm>
      {letters.length > 3 && (
        <nav aria-label="By first letter">
          <ul class="register-letters">
            <li>
              <a
                href={path}
                aria-current={narrowing.letter === '' && narrowing.name === '' ? 'true' : undefined}
              >
                All
              </a>
            </li>
            {letters.map((letter) => (
              <li>
                <a
                  href={`${path}?letter=${encodeURIComponent(letter)}`}
                  aria-current={letter === narrowing.letter ? 'true' : undefined}
                >
                  {letter}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}

/** The address of a workshop's register. */
export function attendancePath(run: Run, workshop: Workshop): string {
  return `/desk/${run.id}/workshops/${workshop.id}/attendance`;
}

const AT_THE_DOOR: readonly AttendanceState[] = ['present', 'part', 'apologies', 'absent'];

type LineProps = AttendanceProps & { line: RegisterLine; opens: boolean };

function Line({ run, workshop, line, narrowing, opens, coordinates }: LineProps) {
  const state = line.mark?.state ?? 'expected';
  const offered = opens ? AT_THE_DOOR : AT_THE_DOOR.filter((one) => one === 'apologies');
  return (
    <li id={`person-${line.personId}`} class={`register-line register-${state}`}>
      <div class="register-who">
        <p class="register-name">{line.name}</p>
        <p class="register-said">{saidOf(line, run)}</p>
        {coordinates && line.mark?.reason && <p class="hint register-reason">{line.mark.reason}</p>}
      </div>
      {!workshop.cancelledAt && (
        <PostForm
          action={attendancePath(run, workshop)}
          id={`mark-${line.personId}`}
          label={`Mark ${line.name}`}
        >
          <Hidden name="personId" value={line.personId} />
          <Hidden name="letter" value={narrowing.letter} />
          <Hidden name="name" value={narrowing.name} />
          <div class="register-marks">
            {offered.map((one) => (
              <MarkButton state={one} current={state} name={line.name} />
            ))}
          </div>
          <CaughtUp {...{ line, state, workshop }} />
        </PostForm>
      )}
    </li>
  );
}

/** Catching up is marked once the workshop is over: at the door it would only be in the way. */
function CaughtUp({
  line,
  state,
  workshop,
}: {
  line: RegisterLine;
  state: AttendanceState;
  workshop: Workshop;
}) {
  if (workshop.endsAt.epochMilliseconds > now().epochMilliseconds) return null;
  return (
    <div class="register-more">
      <MarkButton state="caught-up" current={state} name={line.name} />
    </div>
  );
}

/** A mark that stands is taken back by pressing it again, so that no row changes its height under a thumb. */
function MarkButton({
  state,
  current,
  name,
}: {
  state: AttendanceState;
  current: AttendanceState;
  name: string;
}) {
  const isCurrent = state === current;
  return (
    <button
      type="submit"
      class="mark-as"
      name="state"
      value={isCurrent ? 'expected' : state}
      data-mark={state}
      aria-pressed={isCurrent}
      aria-label={`${ATTENDANCE_WORDS[state].words}: ${name}`}
    >
      {ATTENDANCE_WORDS[state].words}
    </button>
  );
}

function saidOf({ mark }: RegisterLine, run: Run): string {
  if (!mark || mark.state === 'expected') return 'Expected';
  const at = mark.markedAt.toZonedDateTimeISO(run.zone);
  const isToday = at.toPlainDate().equals(now().toZonedDateTimeISO(run.zone).toPlainDate());
  const when = isToday ? sayTime(at.toPlainTime()) : sayDate(at.toPlainDate(), { year: false });
  return `${ATTENDANCE_WORDS[mark.state].words} · ${mark.markedBy}, ${when}`;
}

function Rest({ run, workshop, lines }: AttendanceProps) {
  const rest = lines.filter(({ mark }) => (mark?.state ?? 'expected') === 'expected').length;
  if (rest === 0) return null;
  return (
    <ButtonForm
      action={`${attendancePath(run, workshop)}/rest`}
      confirm={{
        question: rest === 1 ? 'Mark 1 person as present?' : `Mark ${rest} people as present?`,
        detail: 'Everyone who is still expected. Each mark can be changed afterwards.',
        yes: 'Mark them present',
      }}
    >
      {rest === 1 ? 'Mark the one still expected as present' : `Mark all ${rest} still expected as present`}
    </ButtonForm>
  );
}
