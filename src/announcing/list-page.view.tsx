import type { Cut } from '#place';
import type { Run } from '#programme';
import { Pager } from '#look/pager.tsx';

/** A page of a list that may be long; `name` is its field in the address. */
export type ListPage = Cut & {
  readonly name: string;
  readonly page: number;
  readonly last: number;
  readonly total: number;
};

/** On and back in one of the two lists; the other stays where it is. */
export function Pages({
  run,
  list,
  other,
  label,
}: {
  run: Run;
  list: ListPage;
  other: ListPage;
  label: string;
}) {
  const to = (page: number) => {
    const query = new URLSearchParams({ [list.name]: String(page), [other.name]: String(other.page) });
    return {
      href: `/desk/${run.id}/places?${query.toString()}#${list.name}`,
      label: `Page ${page}`,
    };
  };
  return (
    <Pager
      label={label}
      position={`${list.offset + 1} to ${Math.min(list.total, list.offset + list.limit)} of ${list.total}`}
      previous={list.page > 1 ? to(list.page - 1) : undefined}
      next={list.page < list.last ? to(list.page + 1) : undefined}
    />
  );
}
