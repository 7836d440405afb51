import { sayInstant } from '#calendar';
import type { Edition } from '#framework';
import { CopyText } from '#look/copy.tsx';
import { Facts } from '#look/facts.tsx';
import { Actions, ButtonForm, ButtonLink } from '#look/field.tsx';
import { Details, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import type { ChangedSince } from './submission-changes.ts';
import type { Snapshot } from './snapshot.ts';
import type { Submission } from './submission.sql.ts';
import { ReadingContents, SubmissionReading } from './submission.view.tsx';
import { SubmissionState } from './submit.view.tsx';

export type CopyProps = {
  submission: Submission;
  edition: Edition;
  copy: Snapshot;
  since: ChangedSince;
  /** Nothing where it cannot be taken back. */
  mayWithdraw: boolean;
};

/** What was submitted, for its owner: the receipt, what may be done with it, and the copy itself. */
export function CopyView({ submission, edition, copy, since, mayWithdraw }: CopyProps) {
  const base = `/portfolio/${submission.portfolioId}/submissions/${submission.id}`;
  return (
    <>
      <PageHead
        title={`Submission ${submission.number}`}
        back={{ label: 'Your portfolio', href: `/portfolio/${submission.portfolioId}` }}
        meter={<SubmissionState edition={edition} submission={submission} />}
      />
      <Section title="Receipt">
        <Facts
          facts={[
            { label: 'Number', value: submission.number },
            { label: 'Kind', value: copy.kind.title },
            { label: 'Pathway', value: copy.pathway.title },
            { label: 'Submitted', value: sayInstant(submission.submittedAt, submission.zone) },
            { label: 'Contents', value: contents(copy) },
          ]}
        />
        <Fingerprint submission={submission} base={base} />
        <Standing submission={submission} />
        <Actions>
          <ButtonLink href={`${base}/package.zip`} download>
            Download the package
          </ButtonLink>
          <ButtonLink href={`${base}/portfolio.pdf`} download>
            Download the PDF
          </ButtonLink>
          {mayWithdraw && <TakeBack base={base} number={submission.number} />}
        </Actions>
        <p class="hint">
          The package is one ZIP with the copy as a web page, a PDF and plain text, your files, and a list of
          fingerprints. It opens without a connection.
        </p>
      </Section>
      <Since since={since} portfolioId={submission.portfolioId} />
      <Section title="The copy">
        <ReadingContents snapshot={copy} />
      </Section>
      <SubmissionReading
        snapshot={copy}
        files={(evidenceId) => `${base}/files/${evidenceId}`}
        beside={({ key }) =>
          since.changed.has(key) && <StateTag kind="now">Changed in your portfolio since</StateTag>
        }
      />
    </>
  );
}

function contents({ sections, words, evidence }: Snapshot): string {
  return `${sections.length} sections, ${words.toLocaleString('en-GB')} words, ${evidence.length === 1 ? '1 piece' : `${evidence.length} pieces`} of evidence`;
}

function Fingerprint({ submission, base }: { submission: Submission; base: string }) {
  return (
    <Details summary="The fingerprint of the copy (SHA-256)">
      <CopyText label="Fingerprint" value={submission.sha256} />
      <p>
        Whoever has <a href={`${base}/submission.json`}>the file submission.json</a> can check that it is what
        you submitted: the command <code>sha256sum submission.json</code> prints the same line.
      </p>
    </Details>
  );
}

function Standing({ submission: { end, zone } }: { submission: Submission }) {
  if (end?.how === 'withdrawn')
    return <p>You took it back {sayInstant(end.at, zone)}. Nobody will assess it.</p>;
  if (end?.how === 'returned')
    return (
      <Inset kind="attention">
        <p>It was sent back to you at the first check, {sayInstant(end.at, zone)}. You can submit again.</p>
        {end.because && <p class="as-typed">{end.because}</p>}
      </Inset>
    );
  return null;
}

function TakeBack({ base, number }: { base: string; number: string }) {
  return (
    <ButtonForm
      action={`${base}/withdraw`}
      kind="danger"
      confirm={{
        question: `Take back ${number}?`,
        detail: 'Nobody will assess it. You can submit again, with a new number.',
        yes: 'Take it back',
      }}
    >
      Take it back
    </ButtonForm>
  );
}

function Since({ since: { changed, added }, portfolioId }: { since: ChangedSince; portfolioId: string }) {
  if (changed.size + added.length === 0) return null;
  return (
    <Inset>
      <p>
        Your portfolio has changed since.{' '}
        {changed.size > 0 &&
          `${changed.size === 1 ? 'One section differs' : `${changed.size} sections differ`} from the copy. `}
        {added.length > 0 && `Not in the submitted copy: ${added.join('; ')}. `}
        The copy below is what the assessors read.{' '}
        <a href={`/portfolio/${portfolioId}`}>Your portfolio as it is now</a>
      </p>
    </Inset>
  );
}
