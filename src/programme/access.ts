import { wears } from '#people';
import { refuse, type Refusal } from '#platform/refusal.ts';
import type { Viewer } from '#platform/viewer.ts';

type OfInstitution = { readonly programme: { readonly institutionId: string } };

const NOT_THERE = refuse('not-found', 'There is nothing at this address, or nothing that you may see.', 404);

/** Why the viewer may not coordinate a run: nothing when they wear the coordinator's hat at its institution. */
export function mayCoordinate(viewer: Viewer | undefined, run: OfInstitution): Refusal | undefined {
  return wears(viewer, 'coordinator', run.programme.institutionId) ? undefined : NOT_THERE;
}

/** Why the viewer may not read the applications to a run: nothing when they wear the selector's hat there. */
export function maySelect(viewer: Viewer | undefined, run: OfInstitution): Refusal | undefined {
  return wears(viewer, 'selector', run.programme.institutionId) ? undefined : NOT_THERE;
}
