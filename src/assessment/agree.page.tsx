import { findPersons } from '#people';
import { type FieldError, type Fields, optionalText, parseForm, text, whole } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { type Exchange, get, post, wearing } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { type Task, acceptedTask } from './access.ts';
import { proposeOutcome, sayToOthers, signOutcome, standingProposal } from './agree.ts';
import { AgreeView, type Peer, type Proposed } from './agree.view.tsx';
import { messagesOf, proposalsOf } from './agreement.sql.ts';
import { type Asked, doubtsAbout } from './asked.ts';
import { assignmentsOf } from './assignment.sql.ts';
import { inSightOf, maySeeOthers } from './assignment.ts';
import { editionOf } from './case.ts';
import { askedIn } from './judge.ts';
import { judgementsOf } from './judgement.sql.ts';
import { taskPath } from './ratings.view.tsx';

type Asking = Exchange<Viewer>;

/** The task if both have lodged, with those in sight, oneself first; nothing before. */
async function agreeingTask(x: Asking): Promise<{ task: Task; peers: Peer[] } | undefined> {
  const task = await acceptedTask(x.db, x.viewer, x.param('assignmentId'));
  if (!task) return undefined;
  const all = await assignmentsOf(x.db, task.case.id);
  if (!maySeeOthers(task.assignment, all)) return undefined;
  const seen = inSightOf(task.assignment, all);
  const ids = seen.map(({ id }) => id);
  const judgements = await judgementsOf(x.db, ids);
  const names = await findPersons(
    x.db,
    seen.map(({ assessorId }) => assessorId),
  );
  const peers = seen.flatMap((assignment) => {
    const judgement = judgements.get(assignment.id);
    return judgement ? [{ assignment, judgement, name: names.get(assignment.assessorId)?.name ?? '' }] : [];
  });
  const isOwn = ({ assignment }: Peer): boolean => assignment.id === task.assignment.id;
  return { task, peers: peers.sort((a, b) => Number(isOwn(b)) - Number(isOwn(a))) };
}

const NOTHING: Proposed = { outcomeId: '', note: '', jointRatings: [], points: [] };

async function show(
  x: Asking,
  again?: { typed: Proposed; errors: readonly FieldError[] },
): Promise<Response> {
  const found = await agreeingTask(x);
  if (!found) return x.missing();
  const { task, peers } = found;
  const edition = editionOf(task.case);
  const asked = await askedIn(x.db, task.case);
  const proposals = await proposalsOf(x.db, task.case.id);
  const standing = standingProposal(
    proposals,
    peers.map(({ assignment }) => assignment),
  );
  const candidate = (await findPersons(x.db, [task.case.personId])).get(task.case.personId)?.name ?? '';
  const errors = again?.errors ?? [];
  const open = task.case.state === 'agreeing';
  const about = standing && { kind: task.case.kind, outcomeId: standing.outcomeId };
  return x.page(
    {
      title: open ? `Agree on ${task.case.number}` : `Both judgements of ${task.case.number}`,
      section: 'assessing',
      width: 'wide',
      hasErrors: errors.length > 0,
    },
    <AgreeView
      task={task}
      edition={edition}
      candidate={candidate}
      asked={asked}
      peers={peers}
      standing={standing}
      seen={proposals[0]?.number ?? 0}
      doubts={
        about
          ? doubtsAbout(
              edition,
              about,
              asked,
              peers.map(({ judgement }) => judgement),
            )
          : []
      }
      messages={await messagesOf(x.db, task.case.id)}
      typed={again?.typed ?? standing ?? NOTHING}
      errors={errors}
    />,
  );
}

async function say(x: Asking): Promise<Response> {
  const found = await agreeingTask(x);
  if (!found) return x.missing();
  const posted = parseForm(await x.form(), { words: text('Your message', { max: 5000 }) });
  if (!posted.ok) return show(x, { typed: NOTHING, errors: posted.errors });
  await x.transaction((tx) => sayToOthers(tx, { ...whoOf(x), ...posted.value }));
  return x.redirect(`${taskPath(found.task)}/agree`, 'Sent.');
}

function whoOf(x: Asking): { assignmentId: string; personId: string } {
  return { assignmentId: x.param('assignmentId'), personId: x.viewer.personId };
}

/** Reads what was proposed as it was typed; the act judges it. */
function proposedIn(asked: readonly Asked[], fields: Fields): Proposed {
  return {
    outcomeId: fields.one('outcomeId'),
    note: fields.one('note').trim(),
    jointRatings: asked.flatMap(({ alone, target }) => {
      const rating = fields.one(`joint.${target}`);
      return alone || rating === '' ? [] : [{ target, rating }];
    }),
    points: asked.flatMap(({ slot }) => {
      const words = slot === undefined ? '' : fields.one(`point.${slot}`).trim();
      return slot === undefined || words === '' ? [] : [{ slot, component: undefined, words }];
    }),
  };
}

async function propose(x: Asking): Promise<Response> {
  const found = await agreeingTask(x);
  if (!found) return x.missing();
  const fields = await x.form();
  const asked = await askedIn(x.db, found.task.case);
  const typed = proposedIn(asked, fields);
  const posted = parseForm(fields, {
    seen: whole('What you have seen'),
    outcomeId: text('The outcome', { max: 100 }),
    note: optionalText('Your note', { max: 5000 }),
    ...Object.fromEntries(
      asked.flatMap(({ slot, code }) =>
        slot === undefined
          ? []
          : [[`point.${slot}`, optionalText(`What to revise in ${code}`, { max: 5000 })]],
      ),
    ),
  });
  if (!posted.ok) return show(x, { typed, errors: posted.errors });
  try {
    const seen = Number(fields.one('seen'));
    await x.transaction((tx) => proposeOutcome(tx, { ...whoOf(x), ...typed, seen }));
  } catch (error) {
    return showRefusal(x, typed, error);
  }
  return x.redirect(`${taskPath(found.task)}/agree`, 'Proposed. The other assessor has been told.');
}

/** A refusal that words can mend is shown with the words kept; every other goes on to the edge. */
async function showRefusal(x: Asking, typed: Proposed, error: unknown): Promise<Response> {
  if (!(error instanceof Refused)) throw error;
  const { status, code, says } = error.refusal;
  if (status !== 422 && code !== 'proposal-moved') throw error;
  // Points stand in many fields, so their refusal belongs to none of them.
  const field = code === 'no-points' ? '' : 'outcomeId';
  return show(x, { typed, errors: [{ field, message: says }] });
}

async function sign(x: Asking): Promise<Response> {
  const found = await agreeingTask(x);
  if (!found) return x.missing();
  const posted = parseForm(await x.form(), { number: whole('The proposal') });
  if (!posted.ok) return show(x, { typed: NOTHING, errors: posted.errors });
  await x.transaction((tx) => signOutcome(tx, { ...whoOf(x), ...posted.value }));
  return x.redirect(
    `${taskPath(found.task)}/agree`,
    'Signed. The registrar releases the outcome to the candidate.',
  );
}

const AT = '/assessing/:assignmentId/agree';
const assessor = wearing('assessor');

export const agreeRoutes = [
  get(AT, assessor, (x) => show(x)),
  post(`${AT}/message`, assessor, say),
  post(`${AT}/propose`, assessor, propose),
  post(`${AT}/sign`, assessor, sign),
];
