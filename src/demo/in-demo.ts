import type { Access } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { isDemo } from './banner.tsx';

/** Open to everyone in the demo; anywhere else there is nothing here. */
export const inDemo: Access<Viewer | undefined> = {
  rule: 'anyone, in the demo only',
  admits: () =>
    isDemo() ? undefined : { code: 'not-found', says: 'There is nothing at this address.', status: 404 },
};
