import { Inset, Section, Stack } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import type { Edition, Outcome, Rating } from './edition.ts';
import { afterInWords } from './scheme-words.ts';

/** The rating scales in the scheme's words, with what each rating means in ours. */
export function Ratings({ edition }: { edition: Edition }) {
  return (
    <Section title="Ratings" hint={<p>The meanings are in our words.</p>}>
      <Stack>
        {edition.ratingScales.map((scale) => (
          <>
            <DataTable<Rating>
              caption={`${scale.title}, ${scale.each === 'joint' ? 'agreed between the assessors' : 'given by each assessor'}`}
              rows={scale.ratings}
              columns={[
                { key: 'rating', label: 'Rating', cell: ({ title }) => title },
                { key: 'meaning', label: 'Meaning', narrow: 'plain', cell: ({ meaning }) => meaning },
              ]}
            />
            <Doubt says={scale.unconfirmed} />
          </>
        ))}
      </Stack>
    </Section>
  );
}

/** The outcomes, after which submission each is possible, and what follows. */
export function Outcomes({ edition }: { edition: Edition }) {
  return (
    <Section title="Outcomes">
      <DataTable<Outcome>
        caption="Outcomes of a submission"
        hideCaption
        rows={edition.outcomes}
        columns={[
          { key: 'outcome', label: 'Outcome', cell: ({ title }) => title },
          { key: 'meaning', label: 'Meaning', narrow: 'plain', cell: ({ meaning }) => meaning },
          { key: 'after', label: 'Possible after', cell: (outcome) => afterInWords(edition, outcome) },
          { key: 'next', label: 'What comes next', narrow: 'plain', cell: ({ next }) => next.says },
          { key: 'doubt', label: 'Unconfirmed', cell: (outcome) => doubtsAbout(outcome) },
        ]}
      />
    </Section>
  );
}

/** How many assess, and who may. */
export function Assessing({ edition }: { edition: Edition }) {
  const { perSubmission, namedToCandidate, notes, unconfirmed } = edition.assessors;
  return (
    <Section title="Who assesses">
      <Stack>
        <ul>
          <li>
            {perSubmission === 1 ? 'One assessor judges' : `${perSubmission} assessors judge`} each
            submission.
          </li>
          {!namedToCandidate && <li>The candidate does not learn their names.</li>}
          {notes.map((note) => (
            <li>{note}</li>
          ))}
        </ul>
        <Doubt says={unconfirmed} />
      </Stack>
    </Section>
  );
}

/** What is not confirmed, said where it matters; nothing where there is no doubt. */
export function Doubt({ says }: { says: string | undefined }) {
  if (says === undefined) return null;
  return (
    <Inset kind="attention">
      <p>
        <strong>Unconfirmed.</strong> {says}
      </p>
    </Inset>
  );
}

function doubtsAbout({ unconfirmed, after }: Outcome): string {
  const doubts = [unconfirmed, ...after.map((permitted) => permitted.unconfirmed)];
  return [...new Set(doubts.filter((doubt) => doubt !== undefined))].join(' ');
}
