import { sealFor } from '#platform/secret.ts';

/** The one-time address at which an empty house is set up; printed at the first start. */
export function setUpPath(): string {
  return `/setup/${sealFor('setup')}`;
}
