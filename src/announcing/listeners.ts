import { findCorrespondence, ofApplication, runCounts, writeToApplicant } from '#application';
import { findExplanation } from '#selection';
import { listen, type Listener } from '#platform/news.ts';
import { notOfferedLetter, ofNo } from './decision.letter.ts';

const writeNo = listen('announcing.write-not-offered', 'announcing.not-offered', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { asked } = await runCounts(tx, about.run.id);
  const explanation = (await findExplanation(tx, news.applicationId))?.words;
  const { run, application } = about;
  await writeToApplicant(tx, notOfferedLetter, about, {
    values: { ...ofApplication(run, application), ...ofNo(run, { asked, explanation, own: news.own }) },
  });
});

/** Offers and the reserve list have letters of their own; the no is written here. */
export const listeners: readonly Listener[] = [writeNo];
