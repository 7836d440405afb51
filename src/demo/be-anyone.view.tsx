import type { Viewer } from '#platform/viewer.ts';
import { ButtonForm } from '#look/field.tsx';
import { PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { COMPANIES, type Company, type FigureRow } from './figure.sql.ts';
import { COMPANY_WORDS, LEADS, STAGE_WORDS } from './parts.ts';

type Shown = FigureRow & { readonly name: string; readonly work: string };

export type BeAnyoneProps = {
  readonly figures: readonly Shown[];
  /** Whether what the files say of people has all happened by now. */
  readonly isAllTold: boolean;
  readonly present: string;
  readonly isRehearsed: boolean;
  readonly viewer: Viewer | undefined;
};

/** Everybody whom a visitor may be, those to begin with first. */
export function BeAnyonePage({ figures, isAllTold, present, isRehearsed, viewer }: BeAnyoneProps) {
  const shown = isAllTold ? figures : figures.map(asOfThen);
  const leads = Object.keys(LEADS).flatMap((lead) => shown.filter((one) => one.lead === lead));
  return (
    <div class="demo-people">
      <div class="demo-head">
        <PageHead
          title="Who would you like to be?"
          kicker="The demo"
          lede="Everyone here is invented. Choose a name and you are signed in as that person, with their desk, their drafts and their letters. You can be someone else at any time."
          meter={
            <>
              <span>
                {isRehearsed ? 'The clock is set to' : 'It is'} {present}
              </span>
              {viewer ? <span>You are {viewer.name}</span> : <span>You are nobody yet</span>}
            </>
          }
        />
        <Elsewhere viewer={viewer} />
      </div>
      <Section
        title="Begin with one of these"
        hint={isAllTold ? 'One of each part, in the order of the way.' : undefined}
      >
        <ol class="leads">
          {leads.map((lead) => (
            <Lead figure={lead} words={isAllTold ? LEADS[lead.lead ?? ''] : undefined} />
          ))}
        </ol>
      </Section>
      {COMPANIES.map((company) => {
        const members = shown.filter((one) => one.company === company);
        return members.length === 0 ? null : (
          <Section {...wordsFor(company, isAllTold)}>
            <ul class="company">
              {members.map((figure) => (
                <Member figure={figure} />
              ))}
            </ul>
          </Section>
        );
      })}
    </div>
  );
}

/** Before all of it has happened, people are what their work is, and nobody knows which way they will go. */
function asOfThen(figure: Shown): Shown {
  const company = figure.company === 'applicants' ? 'candidates' : figure.company;
  return { ...figure, company, who: figure.work, stage: '' };
}

function Elsewhere({ viewer }: { viewer: Viewer | undefined }) {
  return (
    <nav class="demo-ways" aria-label="Without being anybody">
      <a href="/programmes/cmalt">The programme’s public page</a>
      <a href="/frameworks">The schemes</a>
      <a href="/register">The register of holders</a>
      <a href="/mailbox">Everyone’s letters</a>
      {viewer && (
        <ButtonForm action="/demo/be-nobody" kind="quiet">
          Be nobody
        </ButtonForm>
      )}
    </nav>
  );
}

function Lead({ figure, words }: { figure: Shown; words: string | undefined }) {
  return (
    <li class="lead">
      {words && <p class="kicker">{words}</p>}
      <Be figure={figure} />
      <p class="figure-who">{figure.who}</p>
    </li>
  );
}

function Member({ figure }: { figure: Shown }) {
  const stage = STAGE_WORDS[figure.stage];
  return (
    <li class="member">
      <Be figure={figure} />
      <p class="figure-who">{figure.who}</p>
      {stage && <StateTag kind={stage.kind}>{stage.words}</StateTag>}
    </li>
  );
}

function wordsFor(company: Company, isAllTold: boolean) {
  return company === 'candidates' && !isAllTold
    ? { title: 'At the university', hint: 'They apply, take part and write.' }
    : COMPANY_WORDS[company];
}

/** The name itself is the button. */
function Be({ figure }: { figure: Shown }) {
  return (
    <ButtonForm action={`/demo/be/${figure.personId}`} kind="quiet">
      <span class="unseen">Be </span>
      {figure.name}
    </ButtonForm>
  );
}
