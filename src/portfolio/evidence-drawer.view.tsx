import { findPermission, isOverused, type Edition, type SectionSlot } from '#framework';
import { Actions, Button, ButtonLink, Checkboxes, Hidden, PostForm } from '#look/field.tsx';
import { Empty, PageHead } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { hostOf, sayBytes, type Evidence } from './evidence.ts';
import { editionOf, slotName, type Portfolio } from './portfolio.ts';

export type EvidenceDrawerProps = {
  portfolio: Portfolio;
  /** The key of the section. */
  slot: string;
  /** All evidence of the portfolio, or that of the section alone where nothing may be chosen. */
  items: readonly Evidence[];
  /** The owner looks: with ways to change. Otherwise a mentor does, who gets what is open. */
  mayEdit: boolean;
};

/** The evidence of one section, to stand between its texts. It holds links only and no form, so it may stand inside one. */
export function EvidenceDrawer({ portfolio, slot, items, mayEdit }: EvidenceDrawerProps) {
  const here = items.filter(({ usedIn }) => usedIn.includes(slot));
  const base = `/portfolio/${portfolio.id}`;
  return (
    <div class="drawer" id="evidence">
      {here.length === 0 && <p class="hint">No evidence here yet.</p>}
      <ul class="evidence-list">
        {here.map((one) => (
          <li>
            <DrawerItem portfolio={portfolio} slot={slot} one={one} mayEdit={mayEdit} />
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Actions>
          <ButtonLink href={`${base}/evidence/new?from=${slot}`}>Add evidence</ButtonLink>
          {items.length > 0 && (
            <a href={`${base}/sections/${slot}/evidence`}>Choose from what you have ({items.length})</a>
          )}
        </Actions>
      )}
    </div>
  );
}

function DrawerItem({
  portfolio,
  slot,
  one,
  mayEdit,
}: Omit<EvidenceDrawerProps, 'items'> & { one: Evidence }) {
  const edition = editionOf(portfolio);
  const address = `/portfolio/${portfolio.id}/evidence/${one.id}`;
  const others = one.usedIn.filter((key) => key !== slot).length;
  return (
    <>
      <EvidenceThing one={one} file={`${address}/file`} held={!mayEdit && one.access !== 'open'} />
      {one.shows && <p class="evidence-shows">{one.shows}</p>}
      <p class="meter">
        {mayEdit && <Permission one={one} edition={edition} />}
        {others > 0 && (
          <span>{others === 1 ? 'Used in 1 other section' : `Used in ${others} other sections`}</span>
        )}
        {mayEdit && isOverused(edition, others + 1) && <StateTag kind="attention">Used often</StateTag>}
        {mayEdit && (
          <a href={`${address}?from=${slot}`}>
            Change<span class="unseen"> {one.title}</span>
          </a>
        )}
      </p>
    </>
  );
}

/** What a piece is and where it is: a picture of it where there is one, its title as a link, and what sort of thing. */
export function EvidenceThing({
  one,
  file,
  held = false,
}: {
  one: Evidence;
  /** Where its file is for this reader. */
  file: string;
  /** This reader gets the title and not the thing. */
  held?: boolean | undefined;
}) {
  const shown = one.file && !held;
  return (
    <div class="evidence-thing">
      {shown && one.file?.kind === 'image' && (
        <img
          class="evidence-picture"
          src={file.replace(/file$/, 'thumbnail')}
          alt=""
          width="96"
          height="72"
          loading="lazy"
        />
      )}
      <div class="evidence-words">
        <p class="evidence-title">
          {shown ? (
            <a href={file}>{one.title}</a>
          ) : one.link && !held ? (
            <a href={one.link} rel="noopener nofollow">
              {one.title}
            </a>
          ) : (
            one.title
          )}
        </p>
        <p class="hint">{held ? heldWords(one) : thingWords(one)}</p>
      </div>
    </div>
  );
}

function heldWords({ access }: Evidence): string {
  return access === 'assessors' ? 'For assessors only' : 'Described only';
}

function thingWords({ file, link }: Evidence): string {
  if (file) return `${file.name} · ${sayBytes(file.bytes)}`;
  return link ? hostOf(link) : 'Described only';
}

/** Choosing which pieces a section uses. */
export function ChooseEvidenceView({
  portfolio,
  slot,
  items,
}: {
  portfolio: Portfolio;
  slot: SectionSlot;
  items: readonly Evidence[];
}) {
  const back = `/portfolio/${portfolio.id}/sections/${slot.key}`;
  return (
    <>
      <PageHead
        title="Choose evidence"
        kicker={slotName(slot)}
        back={{ label: 'Back to the section', href: `${back}#evidence` }}
      />
      {items.length === 0 ? (
        <Empty title="No evidence yet">
          <ButtonLink href={`/portfolio/${portfolio.id}/evidence/new?from=${slot.key}`}>
            Add evidence
          </ButtonLink>
        </Empty>
      ) : (
        <PostForm action={`${back}/evidence`}>
          {items.map(({ id }) => (
            <Hidden name="offered" value={id} />
          ))}
          <Checkboxes
            name="chosen"
            label="Evidence that this section uses"
            optional
            values={items.filter(({ usedIn }) => usedIn.includes(slot.key)).map(({ id }) => id)}
            options={items.map((one) => ({
              value: one.id,
              label: one.title,
              hint: [thingWords(one), usedWords(one, slot.key)].filter(Boolean).join(' · '),
            }))}
          />
          <Actions>
            <Button kind="first">Use these</Button>
            <a href={`${back}#evidence`}>Leave it</a>
          </Actions>
        </PostForm>
      )}
    </>
  );
}

function usedWords({ usedIn }: Evidence, slot: string): string {
  const others = usedIn.filter((key) => key !== slot).length;
  if (others === 0) return '';
  return others === 1 ? 'used in 1 other section' : `used in ${others} other sections`;
}

/** How permission stands for a piece, in the edition's words. */
export function Permission({ one, edition }: { one: Pick<Evidence, 'permission'>; edition: Edition }) {
  const permission = findPermission(edition, one.permission);
  return (
    <StateTag kind={permission?.settled ? 'done' : 'attention'}>
      {permission?.title ?? 'Not settled'}
    </StateTag>
  );
}
