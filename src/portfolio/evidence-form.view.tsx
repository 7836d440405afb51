import { isOverused, largestFileBytes, sizeStanding, type Edition, type SectionSlot } from '#framework';
import {
  Actions,
  Button,
  ButtonForm,
  Checkboxes,
  ErrorSummary,
  errorFor,
  FileField,
  Hidden,
  Radios,
  TextArea,
  TextField,
  UploadForm,
  type FieldError,
} from '#look/field.tsx';
import { Inset, PageHead, Section } from '#look/page-parts.tsx';
import { ACCEPTED_ENDINGS } from '#platform/file-kind.ts';
import { EvidenceThing } from './evidence-drawer.view.tsx';
import { ACCESS_WORDS, EVIDENCE_ACCESS, type Evidence } from './evidence.ts';
import { slotName, type Portfolio } from './portfolio.ts';

export type EvidenceFormProps = {
  portfolio: Portfolio;
  edition: Edition;
  slots: readonly SectionSlot[];
  /** The piece that is being changed. */
  now?: Evidence | undefined;
  typed: EvidenceTyped;
  errors: readonly FieldError[];
  /** The section that the person came from. */
  from?: SectionSlot | undefined;
};

/** The words of the form as they stand. */
export type EvidenceTyped = {
  kind: string;
  link: string;
  title: string;
  shows: string;
  permission: string;
  peopleShown: string;
  access: string;
  usedIn: readonly string[];
};

/** Adding a piece of evidence, or changing one. */
export function EvidenceFormView({ portfolio, edition, slots, now, typed, errors, from }: EvidenceFormProps) {
  const base = `/portfolio/${portfolio.id}`;
  const back = from
    ? { label: slotName(from), href: `${base}/sections/${from.key}#evidence` }
    : { label: 'Your evidence', href: `${base}/evidence` };
  const address = now ? `${base}/evidence/${now.id}` : `${base}/evidence/new`;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead title={now ? 'Change this evidence' : 'Add evidence'} back={back} />
      {now && (
        <NowThere
          now={now}
          edition={edition}
          usedIn={slots.filter(({ key }) => now.usedIn.includes(key)).length}
          base={base}
        />
      )}
      <UploadForm action={address}>
        {from && <Hidden name="from" value={from.key} />}
        <ThingFields edition={edition} now={now} typed={typed} errors={errors} />
        <TextField
          name="title"
          label="Title"
          hint="What an assessor would call it: “Minutes of the course committee, January 2024”."
          value={typed.title}
          maxLength={200}
          error={errorFor(errors, 'title')}
        />
        <TextArea
          name="shows"
          label="What it shows"
          optional
          rows={3}
          hint="One or two sentences: what to look for, and which claim it proves."
          value={typed.shows}
          error={errorFor(errors, 'shows')}
        />
        <Radios
          name="permission"
          label="Permission of people who appear in it"
          value={typed.permission}
          error={errorFor(errors, 'permission')}
          options={edition.evidence.permissions.map(({ id, title, hint }) => ({
            value: id,
            label: title,
            hint,
          }))}
        />
        <TextField
          name="peopleShown"
          label="Who can be recognised in it"
          optional
          hint="For your own record; it goes into no copy."
          value={typed.peopleShown}
          error={errorFor(errors, 'peopleShown')}
        />
        <Radios
          name="access"
          label="Who gets to see it"
          value={typed.access}
          error={errorFor(errors, 'access')}
          options={EVIDENCE_ACCESS.map((access) => ({
            value: access,
            label: ACCESS_WORDS[access].title,
            hint: ACCESS_WORDS[access].hint,
          }))}
        />
        <SectionChoice
          edition={edition}
          slots={slots}
          chosen={typed.usedIn}
          error={errorFor(errors, 'usedIn')}
        />
        <Actions>
          <Button kind="first">{now ? 'Save this evidence' : 'Add this evidence'}</Button>
          <a href={back.href}>Leave it</a>
        </Actions>
      </UploadForm>
      {now && <Removal now={now} base={base} />}
    </>
  );
}

function NowThere({
  now,
  edition,
  usedIn,
  base,
}: {
  now: Evidence;
  edition: Edition;
  usedIn: number;
  base: string;
}) {
  return (
    <div class="stack">
      <div class="evidence-now">
        <EvidenceThing one={now} file={`${base}/evidence/${now.id}/file`} />
      </div>
      {now.file && sizeStanding(edition, now.file.bytes) !== 'fine' && (
        <Inset kind="attention">
          <p>
            This file is above {edition.evidence.warnAboveMb} MB, which is slow to open for some assessors. A
            smaller one would help them.
          </p>
        </Inset>
      )}
      {isOverused(edition, usedIn) && (
        <Inset kind="attention">
          <p>
            It is used in {usedIn} sections. Assessors may object when one piece serves more than{' '}
            {edition.evidence.warnWhenUsedInMoreThan}.
          </p>
        </Inset>
      )}
    </div>
  );
}

type ThingFieldsProps = Pick<EvidenceFormProps, 'edition' | 'now' | 'typed' | 'errors'>;

function ThingFields({ edition, now, typed, errors }: ThingFieldsProps) {
  const most = Math.round(largestFileBytes(edition) / 1024 / 1024);
  const file = (
    <FileField
      name="file"
      label={now?.file ? 'Another file in its place' : 'The file'}
      optional={now?.file !== undefined}
      hint={`Up to ${most} MB; below ${edition.evidence.warnAboveMb} MB opens easily everywhere. A PDF, a document, a picture, a recording or plain text.`}
      accept={ACCEPTED_ENDINGS}
      error={errorFor(errors, 'file')}
    />
  );
  const link = (
    <TextField
      name="link"
      label="Its address"
      type="url"
      hint="It has to open without your own login."
      value={typed.link}
      error={errorFor(errors, 'link')}
    />
  );
  return (
    <Radios
      name="kind"
      label="What are you adding?"
      value={typed.kind}
      error={errorFor(errors, 'kind')}
      options={[
        { value: 'file', label: 'A file', reveals: file },
        { value: 'link', label: 'An address on the web', reveals: link },
        {
          value: 'described',
          label: 'Something that cannot be shown',
          hint: 'You describe it below; it counts as evidence that is withheld.',
        },
      ]}
    />
  );
}

/** Which sections use it, by their codes; the same list wherever it is asked. */
function SectionChoice({
  edition,
  slots,
  chosen,
  error,
}: {
  edition: Edition;
  slots: readonly SectionSlot[];
  chosen: readonly string[];
  error: string | undefined;
}) {
  return (
    <Checkboxes
      name="usedIn"
      label="Sections that use it"
      optional
      hint={`One or two is usual. In more than ${edition.evidence.warnWhenUsedInMoreThan}, assessors may object.`}
      values={chosen}
      error={error}
      options={slots.map((slot) => ({ value: slot.key, label: slotName(slot) }))}
    />
  );
}

function Removal({ now, base }: { now: Evidence; base: string }) {
  return (
    <Section title="Remove it">
      <p>It leaves your portfolio and every section that uses it. A copy that you submitted keeps it.</p>
      <ButtonForm
        action={`${base}/evidence/${now.id}/remove`}
        kind="danger"
        confirm={{ question: `Remove “${now.title}”?`, yes: 'Remove it' }}
      >
        Remove this evidence
      </ButtonForm>
    </Section>
  );
}
