import type { VNode } from 'preact';
import { sayDuration, sayInstant, sayRelative } from '#calendar';
import { Facts } from '#look/facts.tsx';
import {
  Button,
  ButtonForm,
  errorFor,
  ErrorSummary,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Details, Inset, PageHead, Prose, Section, Split, Stack, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { Tabs } from '#look/tabs.tsx';
import { runName, type Run, type Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import { readProse } from '#platform/prose.ts';
import { proseView } from '#platform/prose.view.tsx';
import { ATTENDANCE_WORDS, refusalToExcuse, type Attendance } from './attendance.ts';
import { minutesOpen, type OwnPreparation } from './preparation.ts';
import { PreparationList } from './preparation-list.view.tsx';
import { sayWhen } from './saying.ts';
import { CourseSite } from './workshops.view.tsx';

export type WorkshopProps = {
  run: Run;
  workshop: Workshop;
  series: readonly Workshop[];
  attendance: Attendance | undefined;
  preparation: readonly OwnPreparation[];
  reason: string;
  errors: readonly FieldError[];
};

/** The heading of a workshop's own page. */
export function workshopTitle(workshop: Workshop): string {
  return `${workshop.number}. ${workshop.title}`;
}

/** One workshop for somebody with a seat: when and how to join, what to prepare, and how to excuse oneself. */
export function WorkshopView(props: WorkshopProps) {
  const { run, workshop, series, preparation, errors } = props;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        title={workshopTitle(workshop)}
        kicker={runName(run)}
        back={{ label: 'Your workshops', href: '/workshops' }}
        meter={<Standing {...props} />}
      />
      <SeriesTabs series={series} current={workshop} />
      <Split asideLabel="Joining" aside={<Joining run={run} workshop={workshop} />}>
        {workshop.about && <Prose>{written(workshop.about)}</Prose>}
        {preparation.length > 0 && (
          <Section title="To prepare" hint={sayOpen(preparation)}>
            <PreparationList run={run} items={preparation} label="Preparation" />
          </Section>
        )}
        <Section title="Materials">
          <p>
            <a href={`/workshops/${workshop.id}/materials`}>
              Slides, the recording and what to do if you missed it
            </a>
          </p>
        </Section>
        <Apologies {...props} />
      </Split>
    </>
  );
}

function written(text: string): VNode {
  return proseView(readProse(text), { headingBase: 3 });
}

function sayOpen(preparation: readonly OwnPreparation[]): string {
  const open = minutesOpen(preparation);
  return open > 0 ? `${sayDuration(open)} left` : 'All done.';
}

function Standing({ run, workshop, attendance }: WorkshopProps) {
  if (workshop.cancelledAt) return <StateTag kind="stop">Cancelled</StateTag>;
  const state =
    attendance && attendance.state !== 'expected' ? ATTENDANCE_WORDS[attendance.state] : undefined;
  return (
    <>
      {state && <StateTag kind={state.kind}>{state.words}</StateTag>}
      <Time iso={workshop.startsAt.toString()}>{sayWhen(run, workshop)}</Time>
      <span>{sayRelative(now(), workshop.startsAt, run.zone)}</span>
    </>
  );
}

function SeriesTabs({ series, current }: { series: readonly Workshop[]; current: Workshop }) {
  return (
    <Tabs
      label="The series"
      tabs={series.map(({ id, number, cancelledAt }) => ({
        label: cancelledAt ? `${number} (cancelled)` : `Workshop ${number}`,
        href: `/workshops/${id}`,
        current: id === current.id,
      }))}
    />
  );
}

function Joining({ run, workshop }: { run: Run; workshop: Workshop }) {
  const link = workshop.onlineLink;
  return (
    <Stack>
      <h2>Joining</h2>
      <Facts
        facts={[
          { label: 'Where', value: workshop.place },
          link ? { label: 'Online', value: <a href={link}>{new URL(link).host}</a> } : undefined,
          workshop.accessNotes ? { label: 'Access', value: workshop.accessNotes } : undefined,
          {
            label: 'Ask',
            value: <a href={`mailto:${run.contactAddress}`}>{run.programme.contactName}</a>,
          },
        ]}
      />
      {workshop.joining && <Prose>{written(workshop.joining)}</Prose>}
      <CourseSite run={run} />
    </Stack>
  );
}

function Apologies(props: WorkshopProps) {
  const { run, workshop, attendance } = props;
  if (refusalToExcuse(workshop, now())) return null;
  if (attendance?.state !== 'apologies') return <ApologiesForm {...props} />;
  const when = sayInstant(attendance.markedAt, run.zone, { year: false });
  return (
    <Section title="You have sent your apologies">
      <Inset>
        <p>
          {when}. {attendance.reason && <>You wrote: {attendance.reason}</>}
        </p>
        <ButtonForm action={`/workshops/${workshop.id}/coming`}>I can come after all</ButtonForm>
      </Inset>
    </Section>
  );
}

function ApologiesForm({ workshop, reason, errors }: WorkshopProps) {
  return (
    <Section title="If you cannot come">
      <Details summary="Send apologies for this workshop" open={errors.length > 0}>
        <PostForm action={`/workshops/${workshop.id}/apologies`}>
          <TextArea
            name="reason"
            label="Why you cannot come"
            hint="A few words for the programme team, who keep the materials for you. You can take it back until the workshop begins."
            rows={3}
            value={reason}
            error={errorFor(errors, 'reason')}
          />
          <Button>Send my apologies</Button>
        </PostForm>
      </Details>
    </Section>
  );
}
