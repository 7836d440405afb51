import { Actions, ButtonLink } from '#look/field.tsx';
import { Empty, Kicker, Meter, PageHead, Prose, Section, Split, Stack } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import type { Edition } from '#framework';
import type { Kept, Organisation } from '#people';
import { now } from '#platform/clock.ts';
import { Pathways } from './pathways.view.tsx';
import { runName, runPath, type Programme, type Run, type Workshop } from './programme.ts';
import { prose } from './prose.ts';
import { PublicText, TellMe } from './run.view.tsx';
import type { Texts } from './section-text.sql.ts';
import { runningSections } from './sections.ts';
import { runStanding, waitsForDates } from './rules.ts';
import { stateOf } from './way.ts';

export type Listed = {
  readonly programme: Programme;
  readonly runs: readonly Run[];
  readonly strapline: string | undefined;
};

/** Every programme of the house; where there is one, the page says so and leads on. */
export function ProgrammesView({ programmes }: { programmes: readonly Listed[] }) {
  const lede =
    programmes.length === 1
      ? 'One programme runs here.'
      : `${programmes.length} programmes run here. Each prepares you for an accreditation of its own.`;
  if (programmes.length === 0) {
    return (
      <>
        <PageHead title="Programmes" />
        <Empty title="No programme runs here yet.">
          <p>A coordinator adds the first one when the house is set up.</p>
        </Empty>
      </>
    );
  }
  return (
    <>
      <PageHead title="Programmes" lede={lede} />
      {programmes.map((listed) => (
        <ProgrammeCard {...listed} />
      ))}
    </>
  );
}

function ProgrammeCard({ programme, runs, strapline }: Listed) {
  const open = runs.find((run) => runStanding(run, now()) === 'open');
  return (
    <section class="section">
      <h2>
        <a href={`/programmes/${programme.slug}`}>{programme.name}</a>
      </h2>
      {strapline && <p>{strapline}</p>}
      {open && <RunLine run={open} workshops={[]} />}
    </section>
  );
}

export type ProgrammePage = {
  readonly programme: Programme;
  readonly runs: readonly Run[];
  readonly workshops: ReadonlyMap<string, Workshop[]>;
  readonly texts: Texts;
  readonly edition: Edition | undefined;
  readonly body: Organisation | undefined;
  readonly zone: string;
};

/** What a programme is, and its runs: open now, coming, past. */
export function ProgrammeView({ programme, runs, workshops, texts, edition, body, zone }: ProgrammePage) {
  const group = (...standings: string[]) => runs.filter((run) => standings.includes(runStanding(run, now())));
  const open = group('open');
  return (
    <>
      <Stack>
        <PageHead
          title={programme.name}
          kicker={body && `For accreditation by: ${body.name}`}
          lede={texts.get('strapline')}
        />
        {open.map((run) => (
          <OpenRun run={run} />
        ))}
        {open.length === 0 && (
          <Actions>
            <TellMe programme={programme} />
          </Actions>
        )}
      </Stack>
      <Split
        asideLabel="Runs"
        aside={
          <>
            {runs.length === 0 && (
              <Empty title="No run has been announced yet.">
                <p>Its dates will stand here as soon as there is one.</p>
              </Empty>
            )}
            <RunList title="Open now" runs={open} workshops={workshops} />
            <RunList
              title="Coming"
              runs={group('not-open').filter((run) => !waitsForDates(run))}
              workshops={workshops}
            />
            <RunList title="Past and under way" runs={group('in-grace', 'closed')} workshops={workshops} />
            <p>
              <a href="/enquiries/new">Ask the programme team a question</a>
            </p>
          </>
        }
      >
        {edition && <Pathways edition={edition} zone={zone} />}
      </Split>
      <div class="programme-texts">
        {runningSections(programme.shortName).map(({ id, heading }) => (
          <PublicText id={id} heading={heading} words={texts.get(id)} />
        ))}
      </div>
    </>
  );
}

function OpenRun({ run }: { run: Run }) {
  return (
    <Stack tight>
      <Meter>
        {stateOf(run, [], now()).map(({ kind, words }) => (
          <StateTag kind={kind}>{words}</StateTag>
        ))}
      </Meter>
      <p>
        <ButtonLink kind="first" href={runPath(run)}>
          See the {runName(run)} and apply
        </ButtonLink>
      </p>
    </Stack>
  );
}

type Runs = { title: string; runs: readonly Run[]; workshops: ReadonlyMap<string, Workshop[]> };

function RunList({ title, runs, workshops }: Runs) {
  if (runs.length === 0) return null;
  return (
    <Section title={title}>
      <ul class="runs">
        {runs.map((run) => (
          <li>
            <RunLine run={run} workshops={workshops.get(run.id) ?? []} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function RunLine({ run, workshops }: { run: Run; workshops: readonly Workshop[] }) {
  return (
    <Stack tight>
      <p>
        <a href={runPath(run)}>{runName(run)}</a>
      </p>
      {stateOf(run, workshops, now()).map(({ kind, words }) => (
        <Kicker>
          <StateTag kind={kind}>{words}</StateTag>
        </Kicker>
      ))}
    </Stack>
  );
}

/** A statement of the institution: accessibility, privacy. */
export function StatementView({
  title,
  words,
  updated,
  kept,
}: {
  title: string;
  words: string;
  updated: string | undefined;
  /** For the privacy notice: what is kept for a time. */
  kept: Kept | undefined;
}) {
  return (
    <>
      <PageHead title={title} kicker={updated && `Last changed ${updated}`} />
      <Prose>{prose(words, 2)}</Prose>
      {kept && <KeptTable kept={kept} />}
    </>
  );
}

/** What the house does, not what somebody wrote about it: the numbers that the nightly sweeps go by. */
function KeptTable({ kept }: { kept: Kept }) {
  return (
    <Section
      title="What is removed by itself, and when"
      hint="Each night, what has been kept for this long is deleted."
    >
      <DataTable
        caption="What is removed by itself"
        hideCaption
        rows={kept.keepings}
        columns={[
          { key: 'what', label: 'What', rowHeader: true, cell: ({ what }) => what },
          {
            key: 'when',
            label: 'Removed',
            cell: ({ days, since }) => `${days} day${days === 1 ? '' : 's'} ${since}`,
          },
        ]}
      />
    </Section>
  );
}
