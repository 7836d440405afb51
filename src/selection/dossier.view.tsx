import { sayInstant } from '#calendar';
import { Lines, refusalToDecide, STATE_WORDS } from '#application';
import { sayAnswer, type Answers, type FormContent, type WorkshopNames } from '#form';
import type { Person } from '#people';
import { SupportMark, type ManagerAsk } from '#support';
import { runName, type Run } from '#programme';
import { Facts } from '#look/facts.tsx';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Desk, Details, PageHead, Section, Time } from '#look/page-parts.tsx';
import { Pager } from '#look/pager.tsx';
import type { Dossier, Listed } from './dossier.sql.ts';
import { figureOf, sayFigure, scoredOf } from './figures.ts';
import type { Guide } from './guide.ts';
import type { Happening, SentVersion } from './marking.sql.ts';
import { fromStart, listQuery, type ListView } from './list-view.ts';
import { OneReading, Written } from './read.view.tsx';
import { Decision } from './list.view.tsx';
import type { Explanation, Reading } from './selection.sql.ts';
import { OUTCOME_WORDS } from './words.ts';

export type DossierViewProps = {
  run: Run;
  dossier: Dossier & { readonly answers: Answers };
  guide: Guide;
  readings: readonly Reading[];
  readers: ReadonlyMap<string, Person>;
  happenings: readonly Happening[];
  versions: readonly SentVersion[];
  prior: boolean;
  list: readonly Listed[];
  view: ListView;
  content: FormContent;
  names: WorkshopNames;
  explanation: Explanation | undefined;
  words: string;
  seen: number;
  errors: readonly FieldError[];
  support: ManagerAsk | undefined;
};

/** One application in full for a coordinator: what was sent, what readers made of it, what happened, what is decided. */
export function DossierView(props: DossierViewProps) {
  const { run, dossier, errors, view, prior } = props;
  return (
    <>
      <ErrorSummary errors={errors.map(({ field, message }) => (field ? { field, message } : { message }))} />
      <PageHead
        back={{ href: `/desk/${run.id}/decisions${listQuery(view)}`, label: 'Decisions' }}
        kicker={runName(run)}
        title={dossier.name}
        meter={
          <>
            <Decision row={dossier} />
            <SupportMark ask={props.support} />
            <span>{dossier.department}</span>
            <span>{`Number ${dossier.reference}`}</span>
            {prior && <span>Asked an earlier run and had no place</span>}
          </>
        }
      />
      <Desk aside={<Aside {...props} />} asideLabel="Readings and decision">
        <Written {...props} />
        <Earlier {...props} />
        <History {...props} />
      </Desk>
      <Neighbours {...props} />
    </>
  );
}

function Aside(props: DossierViewProps) {
  const { guide, readings } = props;
  const facts = scoredOf(guide).flatMap((criterion) => {
    const figure = figureOf(criterion, readings);
    return figure ? [{ label: criterion.label, value: sayFigure(figure, criterion.steps.length) }] : [];
  });
  return (
    <>
      <MarkForm {...props} />
      <Section
        title="Readings"
        hint={facts.length > 0 ? 'The median of each criterion, with the lowest and highest.' : undefined}
      >
        {facts.length > 0 && <Facts facts={facts} />}
        {readings.length === 0 && <p class="hint">Nobody has read it yet.</p>}
        {readings.map((reading) => (
          <OneReading {...props} reading={reading} />
        ))}
      </Section>
      <Explain {...props} />
    </>
  );
}

function MarkForm({ run, dossier, view, seen }: DossierViewProps) {
  const refusal = refusalToDecide(dossier);
  return (
    <Section title="Decision">
      {refusal ? (
        <p class="hint">{refusal.says}</p>
      ) : (
        <PostForm action={`/desk/${run.id}/decisions${listQuery(view)}`} label="Mark a decision">
          <Hidden name="application" value={dossier.applicationId} />
          <Hidden name="back" value="dossier" />
          <Hidden name="seen" value={seen} />
          <Actions>
            <Button name="outcome" value="offered">
              Mark as offer
            </Button>
            <Button name="outcome" value="reserve">
              Reserve list
            </Button>
            <Button name="outcome" value="not-offered">
              Not offered
            </Button>
            {dossier.marked && (
              <Button kind="quiet" name="outcome" value="none">
                Take the mark away
              </Button>
            )}
          </Actions>
        </PostForm>
      )}
    </Section>
  );
}

function Explain({ run, dossier, view, explanation, words, errors }: DossierViewProps) {
  if (dossier.state === 'not-offered')
    return explanation?.words ? (
      <Section title="Said in the letter">
        <p>
          <Lines text={explanation.words} />
        </p>
      </Section>
    ) : null;
  if (refusalToDecide(dossier)) return null;
  return (
    <Details
      summary={explanation?.words ? 'Words for the letter of a no: kept' : 'Words for the letter of a no'}
      open={errors.length > 0}
    >
      <PostForm
        action={`/desk/${run.id}/applications/${dossier.applicationId}/words${listQuery(view)}`}
        label="Words for the letter"
      >
        <Hidden name="version" value={explanation?.version ?? 0} />
        <TextArea
          name="words"
          label={`What ${dossier.name} would read if there is no place`}
          optional
          rows={8}
          value={words}
          hint={
            explanation
              ? 'Kept. Empty the field to say nothing.'
              : 'Made from the readings, to begin with. Nothing of it is sent unless you keep it.'
          }
          error={errorFor(errors, 'words')}
        />
        <Actions>
          <Button>Keep for the letter</Button>
        </Actions>
      </PostForm>
    </Details>
  );
}

/** What earlier versions said otherwise. Drafts are nobody's to see. */
function Earlier({ dossier, versions, content, names, run }: DossierViewProps) {
  const older = versions.slice(1);
  if (older.length === 0) return null;
  const questions = content.sections
    .filter((one) => one.audience === 'selectors')
    .flatMap((section) => section.questions);
  return (
    <Section title="As it was sent before">
      {older.map((version) => {
        const changed = questions.flatMap((question) => {
          const then = sayAnswer(question, version.answers, names) ?? 'Not answered';
          const since = sayAnswer(question, dossier.answers, names) ?? 'Not answered';
          return then === since ? [] : [{ label: question.label, value: <Lines text={then} /> }];
        });
        return (
          <Details summary={`Version ${version.number}, sent ${sayInstant(version.submittedAt, run.zone)}`}>
            {changed.length > 0 ? <Facts facts={changed} /> : <p>Every answer was the same.</p>}
          </Details>
        );
      })}
    </Section>
  );
}

function History({ happenings, readers, run }: DossierViewProps) {
  return (
    <Section title="What happened">
      <ol class="plain-list">
        {happenings.map((one) => (
          <li>
            <Time iso={one.at.toString()}>{sayInstant(one.at, run.zone)}</Time>
            {`: ${sayHappening(one)}`}
            {one.byId && readers.get(one.byId) ? `, by ${readers.get(one.byId)?.name}` : ''}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function sayHappening({ what, number, outcome, words }: Happening): string {
  if (what === 'sent') return number === 1 ? 'sent' : `sent again, version ${number}`;
  if (what === 'withdrawn') return words === '' ? 'withdrawn' : `withdrawn (“${words}”)`;
  if (what === 'marked')
    return outcome
      ? `marked: ${OUTCOME_WORDS[outcome].words.toLowerCase()}${words && ` ${words}`}`
      : 'mark taken away';
  return `told: ${STATE_WORDS[what].words.toLowerCase()}`;
}

function Neighbours({ run, dossier, list, view }: DossierViewProps) {
  const at = list.findIndex((one) => one.applicationId === dossier.applicationId);
  const here = list[at];
  if (!here) return null;
  const link = (other: Listed | undefined) =>
    other && {
      label: other.name,
      href: `/desk/${run.id}/applications/${other.applicationId}${listQuery(fromStart(view))}`,
    };
  return (
    <Pager
      label="Applications"
      previous={link(list[at - 1])}
      next={link(list[at + 1])}
      position={`${here.place} of ${here.total}`}
    />
  );
}
