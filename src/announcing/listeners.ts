import { findCorrespondence, runCounts, writeToApplicant } from '#application';
import { listen, type Listener } from '#platform/news.ts';
import { notOfferedLetter } from './decision.letter.ts';
import { findExplanation } from '#selection';

const writeNo = listen('announcing.write-not-offered', 'announcing.not-offered', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { asked } = await runCounts(tx, about.run.id);
  const explanation = (await findExplanation(tx, news.applicationId))?.words;
  await writeToApplicant(
    tx,
    'announcing.not-offered',
    about,
    notOfferedLetter({ ...about, asked, own: news.own, explanation }),
  );
});

/** Offers and the reserve list have letters of their own; the no is written here. */
export const listeners: readonly Listener[] = [writeNo];
