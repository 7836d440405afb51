import { Temporal } from 'temporal-polyfill';
import { sayDate, sayDateTime } from '#calendar';
import { Facts } from '#look/facts.tsx';
import { Details, Section, Stack } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import type { Edition, Fee, WindowSpell } from './edition.ts';
import { Doubt } from './judging.view.tsx';
import { moneyInWords } from './scheme-words.ts';

/** How long a registration and an award hold, and when submissions are taken. */
export function Times({ edition }: { edition: Edition }) {
  const { registration, award } = edition;
  return (
    <Section title="Times">
      <Stack>
        <Facts
          facts={[
            {
              label: 'Registration',
              value: registration
                ? (registration.note ?? `${registration.validMonths} months`)
                : 'The scheme has no registration clock',
            },
            {
              label: 'Award',
              value:
                award.validityYears === null ? 'Does not lapse' : `Holds for ${award.validityYears} years`,
            },
            {
              label: 'Review',
              value: award.review ? `Every ${award.review.everyYears} years` : 'None asked for',
            },
          ]}
        />
        <Doubt says={award.review?.unconfirmed} />
        {edition.windows.map((spell) => (
          <Spell spell={spell} />
        ))}
      </Stack>
    </Section>
  );
}

function Spell({ spell }: { spell: WindowSpell }) {
  const until = spell.until === undefined ? 'onwards' : `until ${sayDay(spell.until)}`;
  const heading = `From ${sayDay(spell.from)} ${until}`;
  if (spell.rule === 'open') {
    return (
      <p>
        {heading}: {spell.note}
      </p>
    );
  }
  return (
    <Details summary={`${heading}: submission windows`}>
      <p>{spell.note}</p>
      <DataTable
        caption="Submission windows"
        hideCaption
        rows={spell.windows}
        columns={[
          {
            key: 'closes',
            label: 'Closes',
            cell: ({ closes }) => sayDateTime(Temporal.PlainDateTime.from(closes)),
          },
          {
            key: 'opens',
            label: 'Opens',
            cell: ({ opens }) =>
              opens === null
                ? 'Not on record'
                : sayDateTime(Temporal.PlainDateTime.from(opens), { edge: 'opens' }),
          },
          { key: 'doubt', label: 'Unconfirmed', cell: ({ unconfirmed }) => unconfirmed ?? '' },
        ]}
      />
    </Details>
  );
}

/** The dated fee table, with what is to be confirmed said in words. */
export function Fees({ edition }: { edition: Edition }) {
  return (
    <Section title="Fees" hint={<p>What {edition.awardingBody.abbreviation} charges.</p>}>
      <DataTable<Fee>
        caption="Fees"
        hideCaption
        rows={edition.fees}
        columns={[
          {
            key: 'what',
            label: 'Fee',
            cell: ({ what, rate }) => `${FEES[what]}${rate === 'reduced' ? ', reduced' : ''}`,
          },
          { key: 'pathways', label: 'Pathways', cell: ({ pathways }) => titlesOf(edition, pathways) },
          { key: 'amount', label: 'Amount', numeric: true, cell: amountOf },
          {
            key: 'when',
            label: 'Valid',
            cell: ({ validFrom, validUntil }) =>
              validUntil === undefined
                ? `from ${sayDay(validFrom)}`
                : `${sayDay(validFrom)} to ${sayDay(validUntil)}`,
          },
          { key: 'source', label: 'Source', narrow: 'plain', cell: ({ source }) => source },
        ]}
      />
    </Section>
  );
}

function sayDay(date: string): string {
  return sayDate(Temporal.PlainDate.from(date));
}

const FEES = { registration: 'Registration', annual: 'Yearly, as a holder' } as const;

function amountOf({ amountPence, currency, status }: Fee): string {
  if (amountPence === null) return 'To be confirmed';
  const amount = moneyInWords(amountPence, currency);
  return status === 'confirmed' ? amount : `${amount}, to be confirmed`;
}

function titlesOf(edition: Edition, ids: readonly string[]): string {
  const titles = edition.pathways.filter(({ id }) => ids.includes(id)).map(({ title }) => title);
  return titles.length === edition.pathways.length ? 'All' : titles.join(', ');
}

/** Where every rule comes from, how far to trust it, and what nobody has confirmed. */
export function Provenance({ edition }: { edition: Edition }) {
  const { sources, unconfirmed, checkedOn, how } = edition.provenance;
  return (
    <Section title="Where this comes from" id="provenance">
      <Stack>
        <p>
          Checked on {sayDay(checkedOn)}. {how} {edition.textPolicy.says}{' '}
          <a href={edition.awardingBody.url}>{edition.awardingBody.name}</a>
        </p>
        <DataTable
          caption="Sources"
          rows={sources}
          columns={[
            { key: 'about', label: 'About', cell: ({ about }) => about },
            { key: 'from', label: 'From', narrow: 'plain', cell: ({ from }) => from },
            { key: 'year', label: 'Year', cell: ({ year }) => year },
            { key: 'trust', label: 'Confidence', cell: ({ confidence }) => CONFIDENCE[confidence] },
          ]}
        />
        <h3>Not confirmed by anyone</h3>
        <ul>
          {unconfirmed.map((doubt) => (
            <li>{doubt}</li>
          ))}
        </ul>
      </Stack>
    </Section>
  );
}

const CONFIDENCE = {
  A: 'The body’s own text',
  B: 'Described by others',
  C: 'Inferred',
  D: 'Our placeholder',
} as const;
