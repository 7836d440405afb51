import { ButtonLink } from '#look/form.tsx';
import { Actions } from '#look/field.tsx';
import { Empty } from '#look/page-parts.tsx';
import type { BeforePlace } from './before-place.ts';

/** In place of a page that needs a place: what comes next and when, and what can be done or read meanwhile. */
export function BeforePlaceView({ before }: { before: BeforePlace }) {
  const { title, next, action, editionId } = before;
  return (
    <>
      <Empty title={title}>
        <p>{next}</p>
      </Empty>
      <Actions>
        <ButtonLink kind="first" href={action.href}>
          {action.label}
        </ButtonLink>
        <a href={editionId ? `/frameworks/${editionId}` : '/frameworks'}>
          Read what each pathway asks for meanwhile
        </a>
      </Actions>
    </>
  );
}
