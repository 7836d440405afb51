import { findCorrespondence, runCounts, writeToApplicant } from '#application';
import { listen, type Listener } from '#platform/news.ts';
import { notOfferedLetter } from './decision.letter.ts';

const writeNo = listen('selection.write-not-offered', 'selection.not-offered', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { asked } = await runCounts(tx, about.run.id);
  await writeToApplicant(
    tx,
    'selection.not-offered',
    about,
    notOfferedLetter({ ...about, asked, own: news.own }),
  );
});

/** Offers and the reserve list have letters of their own; the no is written here. */
export const listeners: readonly Listener[] = [writeNo];
