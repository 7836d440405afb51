import type { Fault, Path } from './problems.ts';

/** One fault for each id that stands a second time in a list. */
export function repeated(path: Path, ids: readonly string[], one: string): Fault[] {
  return ids.flatMap((id, at) =>
    ids.indexOf(id) === at
      ? []
      : [{ path: [...path, at, 'id'], reason: `The ${one} "${id}" is already defined above.` }],
  );
}

/** One fault for each id that is not among those defined. */
export function unknown(
  path: Path,
  ids: readonly string[],
  defined: readonly string[] | undefined,
  one: string,
): Fault[] {
  if (!defined) return [];
  return ids.flatMap((id, at) =>
    defined.includes(id) ? [] : [{ path: [...path, at], reason: `There is no ${one} "${id}" in this file.` }],
  );
}

/** The ids of a list of things that have one. */
export function idsOf(things: readonly { readonly id: string }[] | undefined): string[] {
  return (things ?? []).map(({ id }) => id);
}
