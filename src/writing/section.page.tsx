import { Temporal } from 'temporal-polyfill';
import { sayTime } from '#calendar';
import type { SectionSlot } from '#framework';
import { ButtonForm } from '#look/form.tsx';
import { now } from '#platform/clock.ts';
import type { FieldError } from '#platform/forms.ts';
import { wantsJson } from '#platform/headers.ts';
import { get, post, signedIn, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import {
  editionOf,
  EvidenceDrawer,
  evidenceOf,
  feedbackOn,
  FeedbackPanel,
  type Portfolio,
  removeSection,
  setAsideIn,
  stateOf,
} from '#portfolio';
import { openSection, type OpenSection } from './section-open.ts';
import { readSection, typedSection } from './section.form.ts';
import { saveSection, versionOf, type SectionWriting } from './section-save.ts';
import { bothPage } from './section-both.page.tsx';
import { SectionView } from './section.view.tsx';

type Asked = Exchange<Viewer>;

async function showSection(x: Asked): Promise<Response> {
  const open = await openSection(x);
  if (!open) return x.missing();
  if (open.slot.declaration) return x.redirect(`${open.portfolioPath}/submit`);
  return deskPage(x, open);
}

async function deskPage(
  x: Asked,
  open: OpenSection,
  again?: { writing: SectionWriting; version: string; errors: readonly FieldError[] },
): Promise<Response> {
  const { portfolio, slots, slot, parts, writing, path, portfolioPath } = open;
  const [waiting, evidence, feedback] = await Promise.all([
    setAsideIn(x.db, portfolio.id, slot.key),
    evidenceOf(x.db, portfolio.id),
    feedbackOn(x.db, portfolio, slot, writing.texts),
  ]);
  const openComments = feedback.threads.filter(({ comment }) => !comment.doneAt).length;
  const at = slots.indexOf(slot);
  const errors = again?.errors ?? [];
  const words = parts.reduce((sum, part) => sum + part.words, 0);
  const used = evidence.some(({ usedIn }) => usedIn.includes(slot.key));
  return x.page(
    {
      title: `${slot.code} ${slot.title}`.trim(),
      section: 'portfolio',
      width: 'wide',
      scripts: ['writing/editor.js'],
      hasErrors: errors.length > 0,
    },
    <SectionView
      path={path}
      portfolioPath={portfolioPath}
      slot={slot}
      writing={again?.writing ?? writing}
      version={again?.version ?? versionOf(writing)}
      state={stateOf(writing.mark, words > 0 || used, openComments)}
      personId={x.viewer.personId}
      savedAt={savedToday(portfolio, parts)}
      errors={errors}
      waiting={waiting.length}
      before={slots[at - 1]}
      after={slots[at + 1]}
      evidence={<EvidenceDrawer portfolio={portfolio} slot={slot.key} items={evidence} mayEdit />}
      feedback={<FeedbackPanel feedback={feedback} as="owner" />}
      remove={
        words === 0 && !used && isExtraCopy(slot, slots) ? <RemoveCopy path={path} slot={slot} /> : null
      }
    />,
  );
}

function RemoveCopy({ path, slot }: { path: string; slot: SectionSlot }) {
  return (
    <ButtonForm action={`${path}/remove`} kind="quiet">
      {`Take ${slot.code} out again`}
    </ButtonForm>
  );
}

/** The last copy of a repeatable section that the pathway does not insist on. */
function isExtraCopy(slot: SectionSlot, slots: readonly SectionSlot[]): boolean {
  const copies = slots.filter(({ section }) => section.id === slot.section.id);
  return slot.copy !== undefined && !slot.required && copies.at(-1) === slot;
}

/** "14:03", if something was saved on this day. */
function savedToday(
  portfolio: Portfolio,
  parts: readonly { updatedAt: Temporal.Instant }[],
): string | undefined {
  const newest = parts
    .map(({ updatedAt }) => updatedAt)
    .sort((one, other) => Temporal.Instant.compare(one, other))
    .at(-1);
  const { timeZone } = editionOf(portfolio);
  const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  return newest && dayOf(newest) === dayOf(now()) ? clockTime(newest, timeZone) : undefined;
}

/** "2.03pm": a save's time, as short as it is often. */
function clockTime(at: Temporal.Instant, zone: string): string {
  return sayTime(at.toZonedDateTimeISO(zone).toPlainTime());
}

async function save(x: Asked): Promise<Response> {
  const fields = await x.form();
  const open = await openSection(x);
  if (!open || open.slot.declaration) return x.missing();
  const { portfolio, slot, path } = open;
  const posted = readSection(slot, fields);
  const quietly = wantsJson(x.request);
  if (!posted.ok) {
    if (quietly) return x.json({ message: posted.errors[0]?.message }, 422);
    const writing = typedSection(slot, fields, open.writing);
    return deskPage(x, open, { writing, version: fields.one('version'), errors: posted.errors });
  }
  const authorId = x.viewer.personId;
  const saved = await x.transaction((tx) => saveSection(tx, portfolio, slot, { ...posted.value, authorId }));
  if (saved.conflicts.length > 0) {
    return quietly ? x.json({ conflict: `${path}/both` }, 409) : bothPage(x, open, 409);
  }
  if (!quietly) return x.redirect(path, 'Saved.');
  return x.json({ savedAt: clockTime(now(), editionOf(portfolio).timeZone), version: saved.version });
}

async function remove(x: Asked): Promise<Response> {
  const open = await openSection(x);
  if (!open || !isExtraCopy(open.slot, open.slots)) return x.missing();
  const { portfolio, slot, portfolioPath } = open;
  const gone = await x.transaction((tx) => removeSection(tx, portfolio.id, slot.key));
  if (!gone) return x.redirect(open.path, 'There is writing in it, so it stays.');
  return x.redirect(portfolioPath, `${slot.code} was taken out.`);
}

const AT = '/portfolio/:portfolioId/sections/:slot';

export const sectionRoutes = [
  get(AT, signedIn, showSection),
  post(AT, signedIn, save),
  post(`${AT}/remove`, signedIn, remove),
];
