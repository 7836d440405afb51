import { sayInstant } from '#calendar';
import {
  latestSubmission,
  openWriting,
  STATE_WORDS,
  teamAnswersOf,
  writing,
  type Opened,
} from '#application';
import { sayAnswer, type Answers } from '#form';
import { runName } from '#programme';
import { now } from '#platform/clock.ts';
import { attachment } from '#platform/serve-file.ts';
import { renderPdf } from '#platform/pdf.ts';
import { get, type Exchange, type Route } from '#platform/route.ts';

/** The writer's own copy, any time: what was sent, or what is written so far. */
export const copyRoutes: readonly Route[] = [get('/applications/:applicationId/copy.pdf', writing, download)];

async function download(x: Exchange): Promise<Response> {
  const opened = await openWriting(x);
  if (opened instanceof Response) return opened;
  const { application } = opened;
  const sent = await latestSubmission(x.db, application.id);
  const answers = sent && { ...sent.answers, ...(await teamAnswersOf(x.db, application.id)) };
  const pdf = await renderPdf('amendment/copy.typ', copyData(opened, answers));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': attachment(`application-${application.reference}.pdf`),
      'cache-control': 'private, no-store',
    },
  });
}

/** What the copy holds; `sent` are the answers of the submission in force. What nobody reads is never in it. */
export function copyData({ application, run, form, answers, names, known }: Opened, sent?: Answers) {
  const said = sent ?? answers;
  const at = application.submittedAt;
  const facts: [string, string][] = [
    ['Programme', runName(run)],
    ['Number', application.reference],
    ['State', STATE_WORDS[application.state].words],
    ...(known.name
      ? ([
          ['Name', known.name],
          ['E-mail', known.email],
        ] as [string, string][])
      : []),
    at ? ['Sent', sayInstant(at, run.zone)] : ['Sent', 'Not sent'],
    ['This copy made', sayInstant(now(), run.zone)],
  ];
  const read = form.content.sections.filter(({ audience }) => audience !== 'nobody');
  return {
    title: `Application to the ${runName(run)}`,
    author: known.name || null,
    date: now().toZonedDateTimeISO(run.zone).toPlainDate().toString(),
    mark: application.reference,
    facts,
    note: read.length < form.content.sections.length ? APART : '',
    sections: read.map((section) => ({
      title: section.title,
      answers: section.questions.map((question) => ({
        question: question.label,
        answer: sayAnswer(question, said, names) ?? '',
      })),
    })),
  };
}

const APART =
  'What you may have said about equality is kept apart from your application, and is not in this copy.';
