import { PathwayBlaze, type Pathway } from '#framework';
import { Button, GetForm, Select, TextField } from '#look/field.tsx';
import { Empty, PageHead } from '#look/page-parts.tsx';
import { Pager } from '#look/pager.tsx';
import { DataTable } from '#look/table.tsx';
import { formalDay } from './day.ts';
import type { Holder, Page, Sought } from './register.ts';

export const registerTitle = 'Register of holders';

export type RegisterProps = {
  sought: Sought;
  page: Page<Holder>;
  pathways: readonly Pathway[];
  /** How many are in the register at all. */
  listed: number;
};

/** Holders who want to be found, with what they may be asked about; searched and narrowed through the address. */
export function RegisterView({ sought, page, pathways, listed }: RegisterProps) {
  return (
    <>
      <PageHead
        title={registerTitle}
        lede="People who hold an award and like to be found: ask them about what they know."
        meter={<span>{page.total === 1 ? '1 holder' : `${page.total} holders`}</span>}
      />
      {listed > 0 && (
        <GetForm action="/register" label="Search the register">
          <TextField name="q" type="search" label="Name or subject" size="half" value={sought.words} />
          <Select
            name="pathway"
            label="Award"
            empty="All awards"
            value={sought.pathway}
            options={pathways.map(({ id, title }) => ({ value: id, label: title }))}
          />
          <Button>Search</Button>
        </GetForm>
      )}
      <DataTable<Holder>
        caption={registerTitle}
        hideCaption
        rows={page.rows}
        empty={
          listed === 0 ? (
            <Empty title="Nobody is listed yet">
              <p>Holders are here only if they ask to be, on the page of their award.</p>
            </Empty>
          ) : (
            <Empty title="Nobody by these words">
              <p>
                <a href="/register">See everyone</a>
              </p>
            </Empty>
          )
        }
        columns={[
          {
            key: 'name',
            label: 'Name',
            rowHeader: true,
            cell: ({ name, pathway }) => `${name}, ${pathway.abbreviation}`,
          },
          { key: 'award', label: 'Award', cell: ({ pathway }) => <PathwayBlaze pathway={pathway} /> },
          { key: 'says', label: 'Ask about', narrow: 'plain', cell: ({ award }) => award.register?.says },
          { key: 'since', label: 'Since', cell: ({ award }) => formalDay(award.awardedOn) },
          {
            key: 'until',
            label: 'Valid until',
            cell: ({ award }) => (award.validUntil ? formalDay(award.validUntil) : 'Does not lapse'),
          },
        ]}
      />
      <Pager
        label="Pages of holders"
        position={`${page.from} to ${page.to} of ${page.total}`}
        previous={
          page.number > 1 ? { label: 'Earlier names', href: pageHref(sought, page.number - 1) } : undefined
        }
        next={page.hasNext ? { label: 'Later names', href: pageHref(sought, page.number + 1) } : undefined}
      />
      <p class="hint">
        Nobody is in this list who does not want to be, and nobody whose award has run out or was withdrawn.
        To check somebody who is not here, ask them for their code: <a href="/verify">check an award</a>.
      </p>
    </>
  );
}

function pageHref({ words, pathway }: Sought, page: number): string {
  const query = new URLSearchParams({
    ...(words === '' ? {} : { q: words }),
    ...(pathway === '' ? {} : { pathway }),
    page: String(page),
  });
  return `/register?${query}`;
}
