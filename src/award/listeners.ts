import { isAward, reviewSubmissionKind } from '#framework';
import { submissionOf } from '#submission';
import { listen, type Listener } from '#platform/news.ts';
import { editionOf, giveAward } from './give.ts';
import { renewAward, reviewedAward } from './renew.ts';

/**
 * An outcome was released: where the scheme says that it makes a holder, the award is given; after a passed review, the
 * award that was reviewed holds on. Any other outcome is no matter of this room.
 */
export const listeners: readonly Listener[] = [
  listen('award.give-or-renew', 'assessment.outcome-released', async (tx, outcome) => {
    const edition = editionOf(outcome.editionId);
    if (!isAward(edition, outcome.outcomeId)) return;
    const submission = await submissionOf(tx, outcome.submissionId);
    const isReview = submission !== undefined && submission.kind === reviewSubmissionKind(edition)?.id;
    const reviewed = isReview ? await reviewedAward(tx, outcome) : undefined;
    if (reviewed) await renewAward(tx, reviewed.id, outcome);
    else await giveAward(tx, outcome);
  }),
];
