import { answerEnquiry, askTeam } from '#programme';
import type { Tx } from '#platform/database.ts';
import { enter } from './play-people.ts';
import { on, programmeOn, type Moment, type Stage } from './stage.ts';

/** Questions that came to the team, and their answers. */
export function enquiryMoments(stage: Stage): Moment[] {
  return stage.files.enquiries.flatMap(({ id, from, run, at, text, answer }) => [
    { at, what: `enquiry ${id}`, act: (tx: Tx) => ask(tx, stage, { id, from, run, text }) },
    ...(answer
      ? [
          {
            at: answer.at,
            what: `the answer to ${id}`,
            act: (tx: Tx) =>
              answerEnquiry(tx, {
                enquiryId: on(stage.ids, `enquiry ${id}`),
                words: answer.text.trim(),
                by: on(stage.persons, answer.by).id,
              }),
          },
        ]
      : []),
  ]);
}

async function ask(
  tx: Tx,
  stage: Stage,
  { id, from, run, text }: { id: string; from: string; run: string; text: string },
): Promise<void> {
  const { name, email } = await enter(tx, stage, from);
  const programme = programmeOn(stage);
  const runId = on(stage.runs, run).id;
  const asked = { programmeId: programme.id, runId, name, email, question: text.trim() };
  stage.ids.set(`enquiry ${id}`, await askTeam(tx, asked));
}
