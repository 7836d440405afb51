import { sayDuration, sayRelative } from '#calendar';
import { Facts, type Fact } from '#look/facts.tsx';
import { Actions, Button, ButtonLink, Hidden, PostForm, TextField } from '#look/field.tsx';
import { Inset, Meter, PageHead, Prose, Section, Split, Stack } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { Trail } from '#look/trail.tsx';
import type { Edition } from '#framework';
import type { Organisation } from '#people';
import { now } from '#platform/clock.ts';
import { Pathways } from './pathways.view.tsx';
import { runName, runPath, type Programme, type Run, type Workshop } from './programme.ts';
import { prose } from './prose.ts';
import { Calendar } from './calendar.view.tsx';
import { Dates, LocalTime } from './run-dates.view.tsx';
import type { OpenRun } from './run.sql.ts';
import type { Texts } from './section-text.sql.ts';
import { runningSections } from './sections.ts';
import { runStanding, waitsForDates } from './rules.ts';
import { held, minutesInAll, sayRegistration, sayTerms, stateOf, trailOf } from './way.ts';

export type RunPage = {
  readonly run: Run;
  readonly openRun: OpenRun | undefined;
  readonly workshops: readonly Workshop[];
  readonly texts: Texts;
  readonly edition: Edition | undefined;
  readonly body: Organisation | undefined;
  /** The viewer coordinates this run: dates that wait are shown as such, with the way to settle them. */
  readonly coordinates: boolean;
  /** Nobody is signed in: the way in without an account stands open. */
  readonly isStranger: boolean;
};

/** The public page of one run. Everything about dates is computed at this moment. */
export function RunView(page: RunPage) {
  const { run, workshops, texts, edition } = page;
  return (
    <div class="programme-sheet">
      <RunHead {...page} />
      {page.coordinates && run.unconfirmed.length > 0 && <DatesWait run={run} />}
      <Section title="The way through" id="way">
        <Trail
          along
          label="The way through"
          signs={trailOf(run, workshops, now(), { within: sayRegistration(edition) })}
        />
      </Section>
      <Split asideLabel="At a glance" aside={<Aside {...page} />}>
        <Dates run={run} workshops={workshops} officeHours={texts.get('office-hours')} />
        {edition && <Pathways edition={edition} zone={run.zone} />}
      </Split>
      <div class="programme-texts">
        {runningSections(run.programme.shortName).map(({ id, heading }) => (
          <PublicText id={id} heading={heading} words={texts.get(id)} />
        ))}
      </div>
    </div>
  );
}

/** A section of the page with its words; nothing where nobody wrote any. */
export function PublicText({
  id,
  heading,
  words,
}: {
  id: string;
  heading: string;
  words: string | undefined;
}) {
  if (!words) return null;
  return (
    <Section title={heading} id={id}>
      <Prose>{prose(words)}</Prose>
    </Section>
  );
}

function RunHead({ run, openRun, workshops, texts, isStranger }: RunPage) {
  const terms = sayTerms(run, workshops);
  return (
    <Stack>
      <PageHead
        kicker={[run.programme.name, terms].filter(Boolean).join(' · ')}
        title={runName(run)}
        lede={texts.get('strapline')}
      />
      <Meter>
        {stateOf(run, workshops, now()).map(({ kind, words }) => (
          <StateTag kind={kind}>{words}</StateTag>
        ))}
        <DeadlineAside run={run} />
      </Meter>
      {texts.get('intro') && <Prose>{prose(texts.get('intro') ?? '')}</Prose>}
      <ApplyOrWait {...{ run, openRun, isStranger }} withoutSso={texts.get('without-sso')} />
    </Stack>
  );
}

function DeadlineAside({ run }: { run: Run }) {
  if (runStanding(run, now()) !== 'open') return null;
  return (
    <span>
      {sayRelative(now(), run.deadline.at, run.zone)}
      <LocalTime from={run.deadline.at} zone={run.zone} />
    </span>
  );
}

type Applying = {
  run: Run;
  openRun: OpenRun | undefined;
  withoutSso: string | undefined;
  isStranger: boolean;
};

function ApplyOrWait({ run, openRun, withoutSso, isStranger }: Applying) {
  const standing = runStanding(run, now());
  if (standing === 'open') {
    return (
      <div class="apply">
        <Stack tight>
          <PostForm action={`${runPath(run)}/apply`}>
            <Actions>
              <Button kind="first">Apply for a place</Button>
              <CalendarButton run={run} />
            </Actions>
          </PostForm>
          <p>
            Not sure? <a href={`/is-it-for-me/${run.programme.slug}`}>Is this for me?</a> A minute, no
            account.
          </p>
        </Stack>
        {isStranger && <WithoutSso run={run} words={withoutSso} />}
      </div>
    );
  }
  const other = openRun && openRun.slug !== run.slug ? openRun : undefined;
  return (
    <Actions>
      {other && (
        <ButtonLink kind="first" href={runPath({ slug: other.slug, programme: run.programme })}>
          Apply for the {runName({ ...other, programme: run.programme })}
        </ButtonLink>
      )}
      {!other && <TellMe programme={run.programme} />}
      <CalendarButton run={run} />
    </Actions>
  );
}

/** Where nobody can apply: one letter when that changes. */
export function TellMe({ programme }: { programme: Pick<Programme, 'slug'> }) {
  return <ButtonLink href={`/tell-me/${programme.slug}`}>Tell me when the next run opens</ButtonLink>;
}

function CalendarButton({ run }: { run: Run }) {
  return waitsForDates(run) ? null : <ButtonLink href="#calendar">Add the dates to a calendar</ButtonLink>;
}

/** A link by e-mail opens the same door: nobody has to call or write first. */
function WithoutSso({ run, words }: { run: Run; words: string | undefined }) {
  return (
    <div class="without-sso">
      <h2 class="sign-title">No single sign-on account?</h2>
      <div class="hint">
        {words ? (
          prose(words)
        ) : (
          <p>Apply all the same, with any e-mail address of yours: we send a link to it that lets you in.</p>
        )}
      </div>
      <PostForm action="/sign-in/letter">
        <Hidden name="to" value={runPath(run)} />
        <TextField name="email" label="Your e-mail address" type="email" autocomplete="email" size="half" />
        <Button>Send me a link</Button>
      </PostForm>
      <p class="hint">
        If that does not work for you, write to{' '}
        <a href={`mailto:${run.contactAddress}`}>{run.contactAddress}</a>.
      </p>
    </div>
  );
}

function DatesWait({ run }: { run: Run }) {
  return (
    <Inset kind="attention">
      <p>
        <strong>Only coordinators see this.</strong>{' '}
        {waitsForDates(run)
          ? 'This run is hidden from everyone else, and nobody can apply, until its opening and deadline are confirmed.'
          : 'Some dates were copied from an older run and are shown as “to be confirmed”.'}{' '}
        <a href={`/desk/${run.id}/dates`}>Confirm the dates</a>
      </p>
    </Inset>
  );
}

function Aside(page: RunPage) {
  return (
    <>
      <Section title="At a glance">
        <Facts facts={glance(page)} />
      </Section>
      {!waitsForDates(page.run) && <Calendar run={page.run} workshops={page.workshops} />}
      <p class="no-print">
        <a href={`/enquiries/new?run=${page.run.id}`}>Ask the programme team a question</a>
      </p>
    </>
  );
}

function glance({ run, workshops, edition, body }: RunPage): (Fact | undefined)[] {
  const count = held(workshops).length;
  const places = [...new Set(held(workshops).map(({ place }) => place))];
  return [
    count > 0
      ? { label: 'Workshops', value: `${count}, ${sayDuration(minutesInAll(workshops))} in all` }
      : undefined,
    { label: 'Places', value: String(run.capacity) },
    places.length > 0 ? { label: 'Where', value: places.join('; ') } : undefined,
    edition && { label: 'Pathways', value: edition.pathways.map(({ title }) => title).join(', ') },
    body && { label: 'Accredited by', value: body.name },
    {
      label: 'Questions',
      value: <a href={`mailto:${run.contactAddress}`}>{run.contactAddress}</a>,
    },
  ];
}
