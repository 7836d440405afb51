import type { Run } from '#programme';
import { sampleRun, type SampleHouse } from '../programme/samples.ts';

/** Another run of the same programme. */
export function sampleOtherRun(house: SampleHouse): Promise<Run> {
  return sampleRun(house, { slug: 'another-2024' });
}
