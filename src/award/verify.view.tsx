import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import { PathwayBlaze, pathwayOf, type Edition } from '#framework';
import type { Organisation, Person } from '#people';
import { Button, GetForm, TextField } from '#look/field.tsx';
import { Facts } from '#look/facts.tsx';
import { Inset, PageHead } from '#look/page-parts.tsx';
import { REVOCATION_WORDS, type Award, type AwardStanding } from './award.ts';
import { StandingTag } from './award.view.tsx';
import { dayInWords } from './day.ts';

/** The heading of the form, and of the answer to a code that nobody has. */
export function verifyTitle(wrong: boolean): string {
  return wrong ? 'No award has this code' : 'Check an award';
}

/** The form; after a wrong code it says so, the same for every wrong code. */
export function VerifyView({ typed, wrong }: { typed: string; wrong: boolean }) {
  return (
    <>
      <PageHead
        title={verifyTitle(wrong)}
        lede={
          wrong
            ? 'Compare it with the certificate. It has seven groups of four; the letters I, L, O and U are never in it.'
            : 'A certificate carries a code of seven groups of four. It shows whose award it is and whether it holds.'
        }
      />
      <GetForm action="/verify" label="Check an award">
        <TextField
          name="code"
          label="Code on the certificate"
          hint="Hyphens, spaces and small letters do not matter."
          autocomplete="off"
          spellcheck={false}
          maxLength={60}
          value={typed}
        />
        <Button kind="first">Check this code</Button>
      </GetForm>
    </>
  );
}

export type VerifiedProps = {
  award: Award;
  person: Person;
  body: Organisation;
  edition: Edition;
  standing: AwardStanding;
  now: Temporal.Instant;
};

/** What the page says first: who holds, or held, what. */
export function verifiedTitle({ award, person, edition, standing }: VerifiedProps): string {
  const { title } = pathwayOf(edition, award.pathwayId);
  if (standing === 'valid') return `${person.name} holds ${title}`;
  return standing === 'expired' ? `${person.name} held ${title}` : 'This award was withdrawn';
}

/** An award as the public sees it: how it stands, whose it is, number and dates. */
export function VerifiedView(props: VerifiedProps) {
  const { award, person, body, edition, standing, now } = props;
  const pathway = pathwayOf(edition, award.pathwayId);
  return (
    <>
      <PageHead
        title={verifiedTitle(props)}
        kicker={<PathwayBlaze pathway={pathway} label={body.name} />}
        meter={
          <>
            <StandingTag standing={standing} />
            <span>Checked {sayInstant(now, edition.timeZone)}</span>
          </>
        }
      />
      {award.revoked && (
        <Inset kind="attention">
          <p>
            {body.name} withdrew it on {sayInstant(award.revoked.at, edition.timeZone)}.{' '}
            {REVOCATION_WORDS[award.revoked.reason]}
          </p>
        </Inset>
      )}
      {standing === 'expired' && award.validUntil && (
        <Inset>
          <p>It was valid until {dayInWords(award.validUntil)} and has not been renewed since.</p>
        </Inset>
      )}
      <Facts
        facts={[
          { label: 'Holder', value: person.name },
          {
            label: 'Award',
            value:
              pathway.title === pathway.abbreviation
                ? pathway.title
                : `${pathway.title} (${pathway.abbreviation})`,
          },
          { label: 'Given by', value: body.name },
          { label: 'Number', value: award.number ?? '' },
          { label: 'Awarded on', value: dayInWords(award.awardedOn) },
          award.renewedOn ? { label: 'Reviewed on', value: dayInWords(award.renewedOn) } : undefined,
          {
            label: 'Valid until',
            value: award.validUntil ? dayInWords(award.validUntil) : 'It does not lapse',
          },
        ]}
      />
      <p class="hint">
        The name is the one that the holder goes by today. This page is made anew each time it is opened.{' '}
        <a href="/verify">Check another award</a>
      </p>
    </>
  );
}
