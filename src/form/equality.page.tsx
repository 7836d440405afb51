import { sayInstant } from '#calendar';
import { coordinatedRun, DESK_SECTION, DeskFrame, type Run } from '#programme';
import { Empty, Section } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import { get, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Answers } from './answers.ts';
import { countAnswers, withoutFew } from './counts.ts';
import { equalityAnswersOf, isEqualityClosed } from './equality.sql.ts';
import { latestForm } from './form.sql.ts';
import type { FormSection } from './form.ts';

/** What was said where nobody reads, as counts. */
export const equalityRoutes = [get('/desk/:runId/equality', wearing('coordinator'), showCounts)];

async function showCounts(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const form = await latestForm(x.db, run.id);
  const sections = form?.content.sections.filter(({ audience }) => audience === 'nobody') ?? [];
  const closed = await isEqualityClosed(x.db, run.id);
  const all = closed ? (await equalityAnswersOf(x.db, run.id)).map(({ answers }) => answers) : [];
  return x.page(
    { title: 'Equality', section: DESK_SECTION },
    <DeskFrame
      run={run}
      tab="form"
      title="Equality"
      lede="What people who applied said where nobody reads: counts of five or more, and nothing smaller."
    >
      {closed && sections.length > 0 ? <Counts sections={sections} all={all} /> : <NotYet run={run} />}
    </DeskFrame>,
  );
}

function NotYet({ run }: { run: Run }) {
  return (
    <Empty title="Nothing to count yet.">
      <p>
        {`Counts stand here from the night after the deadline, ${sayInstant(run.deadline.at, run.zone)}. Until then people can change what they said, and two counts of different days would tell what somebody answered.`}
      </p>
    </Empty>
  );
}

function Counts({ sections, all }: { sections: readonly FormSection[]; all: readonly Answers[] }) {
  return (
    <>
      {sections.flatMap(({ questions }) =>
        questions.flatMap((question) =>
          question.kind === 'choice' ? (
            <Section title={question.label}>
              <DataTable
                caption={question.label}
                hideCaption
                rows={withoutFew(countAnswers(question, all))}
                columns={[
                  { key: 'answer', label: 'Answer', cell: ({ label }) => label },
                  { key: 'people', label: 'People', cell: ({ number }) => number ?? 'Not shown' },
                ]}
              />
            </Section>
          ) : (
            []
          ),
        ),
      )}
      <p class="hint">
        A count is not shown where it is below five, or where it would give away one that is. Nobody, the team
        included, can see who said what.
      </p>
    </>
  );
}
