import { sayInstant } from '#calendar';
import {
  Button,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Empty, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { Note } from '#look/note.tsx';
import { email, line, optionalText, parseForm, text } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { anyone, get, post, wearing, type Exchange } from '#platform/route.ts';
import { sealFor } from '#platform/secret.ts';
import type { Viewer } from '#platform/viewer.ts';
import { coordinatedRun, DESK_SECTION, DeskFrame } from './desk-frame.tsx';
import { answerEnquiry, askTeam } from './enquire.ts';
import { enquiriesOf, findEnquiry, type Enquiry } from './enquiry.sql.ts';
import type { Programme, Run } from './programme.ts';
import { programmesList } from './programme.sql.ts';
import { findRunById, runsOfProgramme } from './run.sql.ts';
import { waitsForDates } from './rules.ts';

/** Questions to the team: asked by anyone, answered by coordinators. */
export const enquiryRoutes = [
  get('/enquiries/new', anyone, showAsk),
  post('/enquiries/new', anyone, ask),
  get('/desk/:runId/enquiries', wearing('coordinator'), showEnquiries),
  post('/desk/:runId/enquiries/:enquiryId', wearing('coordinator'), answer),
];

type Typed = Readonly<Record<string, string>>;
type About = { programme: Programme; run: Run | undefined };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a question is about: the run that is named, else the latest public run of the house's first programme. */
async function aboutWhat(x: Exchange, runId: string): Promise<About | undefined> {
  const named = UUID.test(runId) ? await findRunById(x.db, runId) : undefined;
  if (named && !waitsForDates(named)) return { programme: named.programme, run: named };
  const [programme] = await programmesList(x.db);
  if (!programme) return undefined;
  const runs = await runsOfProgramme(x.db, programme.id);
  return { programme, run: runs.find((run) => !waitsForDates(run)) };
}

async function showAsk(x: Exchange): Promise<Response> {
  const about = await aboutWhat(x, x.query.get('run') ?? '');
  if (!about) return x.missing();
  const typed = x.viewer ? { name: x.viewer.name, email: x.viewer.email } : {};
  return askPage(x, about, typed, []);
}

const FORM = {
  name: line('Your name', { max: 200 }),
  email: email('Your e-mail address'),
  question: text('Your question', { max: 5000 }),
  homepage: optionalText('This field', { max: 500 }),
};

async function ask(x: Exchange): Promise<Response> {
  const fields = await x.form();
  const about = await aboutWhat(x, fields.one('run'));
  if (!about) return x.missing();
  const parsed = parseForm(fields, FORM);
  if (!parsed.ok) return askPage(x, about, fields.typed, parsed.errors);
  const { homepage, ...asked } = parsed.value;
  const thanks = `Your question is with the team. The answer goes to ${asked.email}.`;
  // People never see this field; a program that fills it in is told what it hopes to hear.
  if (homepage !== '') return x.redirect('/programmes', thanks);
  try {
    await x.transaction((tx) =>
      askTeam(tx, {
        ...asked,
        programmeId: about.programme.id,
        runId: about.run?.id,
        senderMark: sealFor('enquiry-sender', x.remote),
      }),
    );
    return x.redirect('/programmes', thanks);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return askPage(x, about, fields.typed, [{ message: error.refusal.says }], error.refusal.status);
  }
}

function askPage(
  x: Exchange,
  about: About,
  typed: Typed,
  errors: readonly FieldError[],
  status?: number,
): Promise<Response> {
  const title = 'Ask the programme team';
  const frame = { title, section: 'help', hasErrors: errors.length > 0, ...(status ? { status } : {}) };
  return x.page(frame, <AskView title={title} about={about} typed={typed} errors={errors} />);
}

type AskProps = { title: string; about: About; typed: Typed; errors: readonly FieldError[] };

function AskView({ title, about: { programme, run }, typed, errors }: AskProps) {
  const address = programme.contactAddress;
  const field = (name: string, label: string) => ({
    name,
    label,
    value: typed[name],
    error: errorFor(errors, name),
  });
  return (
    <>
      <PageHead
        title={title}
        kicker={programme.name}
        lede={
          <>
            About anything before or after you apply. You can also write to{' '}
            <a href={`mailto:${address}`}>{address}</a>.
          </>
        }
      />
      <ErrorSummary errors={errors} />
      <PostForm action="/enquiries/new">
        {run && <Hidden name="run" value={run.id} />}
        <TextField {...field('name', 'Your name')} autocomplete="name" size="half" />
        <TextField
          {...field('email', 'Your e-mail address')}
          hint="The answer goes here, and nothing else does."
          type="email"
          autocomplete="email"
          size="half"
        />
        <div class="elsewhere" aria-hidden="true">
          <label for="homepage">Leave this empty</label>
          <input id="homepage" name="homepage" tabIndex={-1} autocomplete="off" value="" />
        </div>
        <TextArea {...field('question', 'Your question')} rows={7} />
        <Button kind="first">Send this question</Button>
      </PostForm>
    </>
  );
}

async function showEnquiries(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  return enquiriesPage(x, run, undefined);
}

type Trouble = { enquiryId: string; typed: string; message: string; status: number };

async function enquiriesPage(x: Exchange<Viewer>, run: Run, trouble: Trouble | undefined): Promise<Response> {
  const enquiries = await enquiriesOf(x.db, run.programme.id);
  const waiting = enquiries.filter((enquiry) => !enquiry.answer);
  const answered = enquiries.filter((enquiry) => enquiry.answer);
  const status = trouble ? { status: trouble.status, hasErrors: true } : {};
  return x.page(
    { title: 'Questions', section: DESK_SECTION, ...status },
    <DeskFrame
      run={run}
      tab="enquiries"
      title="Questions"
      lede={`Asked about the ${run.programme.name}. An answer goes out by letter; replies to it come to ${run.contactAddress}.`}
    >
      {trouble && (
        <ErrorSummary errors={[{ field: `words-${trouble.enquiryId}`, message: trouble.message }]} />
      )}
      {trouble && !waiting.some(({ id }) => id === trouble.enquiryId) && <LostAnswer typed={trouble.typed} />}
      <Section title={waiting.length === 0 ? 'Waiting' : `Waiting (${waiting.length})`}>
        {waiting.length === 0 && <Empty title="No question waits for an answer." />}
        {waiting.map((enquiry) => (
          <Asked
            run={run}
            enquiry={enquiry}
            trouble={trouble?.enquiryId === enquiry.id ? trouble : undefined}
          />
        ))}
      </Section>
      {answered.length > 0 && (
        <Section title="Answered">
          {answered.map((enquiry) => (
            <Asked run={run} enquiry={enquiry} trouble={undefined} />
          ))}
        </Section>
      )}
    </DeskFrame>,
  );
}

/** What was typed as an answer that came second: nothing that somebody wrote is thrown away. */
function LostAnswer({ typed }: { typed: string }) {
  return (
    <Inset kind="attention">
      <p>What you wrote was not sent:</p>
      <pre class="theirs">{typed}</pre>
    </Inset>
  );
}

type AskedProps = { run: Run; enquiry: Enquiry; trouble: Trouble | undefined };

function Asked({ run, enquiry, trouble }: AskedProps) {
  const { id, name, email: address, question, askedAt, answer: given } = enquiry;
  return (
    <div id={`enquiry-${id}`}>
      <Note
        who={name}
        role={address}
        when={{ iso: askedAt.toString(), words: sayInstant(askedAt, run.zone) }}
        open={!given}
      >
        <p class="as-typed">{question}</p>
        {given ? (
          <Inset>
            <p class="as-typed">{given.words}</p>
            <p class="hint">
              {given.by}, {sayInstant(given.at, run.zone)}
            </p>
          </Inset>
        ) : (
          <PostForm action={`/desk/${run.id}/enquiries/${id}`} label={`Answer ${name}`}>
            <TextArea
              name={`words-${id}`}
              label={`Your answer to ${name}`}
              rows={4}
              value={trouble?.typed}
              error={trouble?.message}
            />
            <Button>Send this answer</Button>
          </PostForm>
        )}
      </Note>
    </div>
  );
}

async function answer(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  const enquiry = run && (await findEnquiry(x.db, x.param('enquiryId')));
  if (!run || !enquiry || enquiry.programmeId !== run.programme.id) return x.missing();
  const fields = await x.form();
  const name = `words-${enquiry.id}`;
  const parsed = parseForm(fields, { [name]: text('Your answer', { max: 10_000 }) });
  const trouble = { enquiryId: enquiry.id, typed: fields.one(name) };
  if (!parsed.ok) {
    return enquiriesPage(x, run, { ...trouble, message: parsed.errors[0]?.message ?? '', status: 422 });
  }
  const words = parsed.value[name] ?? '';
  try {
    await x.transaction((tx) => answerEnquiry(tx, { enquiryId: enquiry.id, words, by: x.viewer.personId }));
    return x.redirect(`/desk/${run.id}/enquiries`, `Your answer goes to ${enquiry.name}.`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return enquiriesPage(x, run, { ...trouble, message: error.refusal.says, status: 409 });
  }
}
