import { findOffer } from '#place';
import { lockRun } from '#programme';
import { listen } from '#platform/news.ts';
import { copyPreparation } from './copy-preparation.ts';
import { enrol, leave } from './enrol.ts';
import { inviteToSeries, tellChanges, uninvite } from './invite.ts';

/** A place brings a seat and its dates; a changed workshop moves in every calendar; a place given up frees the seat. */
export const listeners = [
  listen('workshop.enrol-on-place', 'place.accepted', async (tx, { runId, personId, offerId }) => {
    // Heard late, it may tell of a place that is gone. Whoever gives a place up holds the run too, so this
    // stays true until the end.
    await lockRun(tx, runId);
    if ((await findOffer(tx, offerId))?.state !== 'accepted') return;
    const seat = await enrol(tx, { runId, personId, offerId });
    if (seat) await inviteToSeries(tx, { enrolmentId: seat.enrolmentId, runId, personId });
  }),
  listen('workshop.leave-on-place-given-up', 'place.given-up', async (tx, { runId, personId, offerId }) => {
    const seat = await leave(tx, { runId, personId, offerId });
    if (seat) await uninvite(tx, { enrolmentId: seat.enrolmentId, runId, personId });
  }),
  copyPreparation,
  listen('workshop.tell-moved', 'programme.workshop-moved', (tx, { runId }) => tellChanges(tx, runId)),
  listen('workshop.tell-cancelled', 'programme.workshop-cancelled', (tx, { runId }) =>
    tellChanges(tx, runId),
  ),
];
