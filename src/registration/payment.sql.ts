import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import type { PaymentState } from './registration.ts';

/** Writes down what became of a fee, after what was written before. */
export async function notePayment(
  tx: Tx,
  note: { registrationId: string; state: PaymentState; reference: string; notedBy: string },
): Promise<void> {
  await tx
    .insertInto('registration.payment')
    .values({
      registration_id: note.registrationId,
      state: note.state,
      reference: note.reference,
      noted_at: now(),
      noted_by: note.notedBy,
    })
    .execute();
}
