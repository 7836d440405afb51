import { LetterShown, type Composed } from '#letter';
import type { Person } from '#people';
import { runName } from '#programme';
import {
  Actions,
  Button,
  ButtonForm,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Inset, PageHead, Section, Split, Stack } from '#look/page-parts.tsx';
import { Pager } from '#look/pager.tsx';
import { StateTag } from '#look/state.tsx';
import type { LetterGround } from './announce-gather.ts';
import type { MarkPosition, MarkToAnnounce } from './announce.sql.ts';
import { OUTCOME_WORDS } from '#selection';

export type AnnounceLetterViewProps = {
  ground: LetterGround;
  mark: MarkToAnnounce;
  person: Person | undefined;
  /** As it will read. */
  letter: Composed;
  /** What letters of its kind say where these words stand. */
  usual: string;
  neighbours: {
    position: MarkPosition;
    persons: ReadonlyMap<string, Person>;
  };
  isNews: boolean;
  typed: string | undefined;
  errors: readonly FieldError[];
  /** Somebody else wrote meanwhile: their words are the letter, what was typed is below. */
  conflict: string | undefined;
};

/** One person's letter before it is sent: as it will read, to be changed for them alone, or held back. */
export function AnnounceLetterView(props: AnnounceLetterViewProps) {
  const { ground, mark, person, letter, isNews, errors, conflict } = props;
  const { run } = ground;
  const { kind, words } = OUTCOME_WORDS[mark.outcome];
  return (
    <>
      <ErrorSummary errors={conflict ? [{ message: conflict }, ...errors] : errors} />
      <PageHead
        back={{ href: `/desk/${run.id}/decisions/announce`, label: 'Announce decisions' }}
        kicker={runName(run)}
        title={`Letter to ${person?.name ?? ''}`}
        meter={
          <>
            <StateTag kind={kind}>{words}</StateTag>
            {mark.isHeld && <StateTag kind="waiting">Held back</StateTag>}
          </>
        }
        lede={person?.email}
      />
      {!isNews && (
        <Inset>
          <p>This person was told the same before, so no letter goes out.</p>
        </Inset>
      )}
      <Split aside={<Holding {...props} />} asideLabel="Holding back">
        <Section title="As it will read">
          <LetterShown composed={letter} to={person?.name ?? ''} />
        </Section>
        <Words {...props} />
      </Split>
      <Neighbours {...props} />
    </>
  );
}

function Holding({ ground, mark }: AnnounceLetterViewProps) {
  const values = { application: mark.applicationId, held: mark.isHeld ? 'no' : 'yes', back: 'letter' };
  return (
    <Section title={mark.isHeld ? 'Held back' : 'Hold it back'}>
      <Stack tight>
        <p>
          {mark.isHeld
            ? 'This letter is not sent with the others. The decision stays pending, and nobody hears of it.'
            : 'Send the others without this one. The decision stays pending, and nobody hears of it.'}
        </p>
        <ButtonForm action={`/desk/${ground.run.id}/decisions/announce/hold`} values={values}>
          {mark.isHeld ? 'Let it go with the others' : 'Hold this letter back'}
        </ButtonForm>
      </Stack>
    </Section>
  );
}

/** The words of this one letter: what it says first; dates, link and whom to ask stay as they are. */
function Words({ ground, mark, usual, typed, errors }: AnnounceLetterViewProps) {
  const action = `/desk/${ground.run.id}/decisions/announce/${mark.applicationId}`;
  const version = { name: 'version', value: mark.wordsVersion } as const;
  const own = mark.own?.join('\n\n');
  return (
    <Section
      title="Change it for this person"
      hint="An empty line begins a paragraph. Subject, dates, link and signature stay. {reply-by} says the time to reply as it is when the letter is sent."
    >
      <PostForm action={action} label="Words of this letter">
        <Hidden {...version} />
        <TextArea
          name="words"
          label="What the letter says"
          rows={12}
          value={typed ?? own ?? usual}
          error={errorFor(errors, 'words')}
        />
        <Actions>
          <Button kind="first">Keep these words</Button>
        </Actions>
      </PostForm>
      {own !== undefined && (
        <ButtonForm action={action} values={{ version: String(mark.wordsVersion), usual: 'yes' }}>
          Use the usual words again
        </ButtonForm>
      )}
    </Section>
  );
}

function Neighbours({ ground, neighbours }: AnnounceLetterViewProps) {
  const { position, persons } = neighbours;
  const to = (mark: MarkPosition['next']) =>
    mark && {
      href: `/desk/${ground.run.id}/decisions/announce/${mark.applicationId}`,
      label: persons.get(mark.personId)?.name ?? '',
    };
  return (
    <Pager
      label="Letters"
      position={`${position.number} of ${position.total}`}
      previous={to(position.previous)}
      next={to(position.next)}
    />
  );
}
