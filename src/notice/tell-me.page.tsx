import { findProgramme, findProgrammeById, runsOfProgramme, runStanding, type Programme } from '#programme';
import type { FieldError } from '#look/field.tsx';
import { now } from '#platform/clock.ts';
import { email, optionalText, parseForm } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { anyone, get, post, type Exchange, type Route } from '#platform/route.ts';
import { sealFor } from '#platform/secret.ts';
import { askForNotice, confirmNotice, endNotice } from './ask.ts';
import { findNotice } from './notice.sql.ts';
import { linkPath, noticeIdIn, type LinkTo } from './notice.ts';
import { AnsweredView, AskView, ConfirmView, EndView } from './tell-me.view.tsx';

/**
 * Asking to be told when the next run opens. Letters lead to pages that change nothing by being opened; the end of a
 * notice can also be posted by a mail program, with nothing but the sealed address as its proof (RFC 8058).
 */
export const tellMeRoutes: readonly Route[] = [
  get('/tell-me/:programme', anyone, showAsk),
  post('/tell-me/:programme', anyone, ask),
  get('/tell-me/:programme/asked', anyone, showAsked),
  get('/tell-me/confirm/:sealed', anyone, showConfirm),
  post('/tell-me/confirm/:sealed', anyone, confirm),
  get('/tell-me/end/:sealed', anyone, showEnd),
  { ...post('/tell-me/end/:sealed', anyone, end), fromElsewhere: true },
];

const SECTION = 'programmes';

async function showAsk(x: Exchange): Promise<Response> {
  const programme = await findProgramme(x.db, x.param('programme'));
  if (!programme) return x.missing();
  return askPage(x, programme, { email: x.viewer?.email ?? '' }, []);
}

async function ask(x: Exchange): Promise<Response> {
  const programme = await findProgramme(x.db, x.param('programme'));
  if (!programme) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, {
    email: email('Your e-mail address'),
    homepage: optionalText('This field', { max: 500 }),
  });
  if (!parsed.ok) return askPage(x, programme, fields.typed, parsed.errors);
  const asked = `/tell-me/${programme.slug}/asked`;
  // People never see this field; a program that fills it in is told what it hopes to hear.
  if (parsed.value.homepage !== '') return x.redirect(asked);
  const address = parsed.value.email;
  const isOwn = x.viewer?.email.toLowerCase() === address.toLowerCase();
  try {
    const senderMark = sealFor('notice-sender', x.remote);
    await x.transaction((tx) => askForNotice(tx, programme, { address, isOwn, senderMark }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { says, status } = error.refusal;
    return askPage(x, programme, fields.typed, [{ message: says }], status);
  }
  return x.redirect(isOwn ? `${asked}?own=1` : asked);
}

async function askPage(
  x: Exchange,
  programme: Programme,
  typed: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
  status?: number,
): Promise<Response> {
  const runs = await runsOfProgramme(x.db, programme.id);
  const open = runs.find((run) => runStanding(run, now()) === 'open');
  const frame = { title: 'Tell me when the next run opens', section: SECTION, hasErrors: errors.length > 0 };
  return x.page(
    { ...frame, ...(status ? { status } : {}) },
    <AskView programme={programme} open={open} typed={typed} errors={errors} />,
  );
}

async function showAsked(x: Exchange): Promise<Response> {
  const programme = await findProgramme(x.db, x.param('programme'));
  if (!programme) return x.missing();
  const isOwn = x.query.get('own') === '1';
  const title = isOwn ? 'You will be told' : 'Confirm your address';
  return x.page(
    { title, section: SECTION },
    <AnsweredView title={title} programme={programme} isOwn={isOwn} />,
  );
}

type About = { readonly id: string; readonly programme: Programme; readonly isConfirmed: boolean };

/** What a link is about; nothing when we did not make it, or the notice is gone. */
async function aboutOf(x: Exchange, to: LinkTo): Promise<About | undefined> {
  const id = noticeIdIn(to, x.param('sealed'));
  const notice = id === undefined ? undefined : await findNotice(x.db, id);
  const programme = notice && (await findProgrammeById(x.db, notice.programmeId));
  return notice && programme && { id: notice.id, programme, isConfirmed: notice.confirmedAt !== undefined };
}

async function showConfirm(x: Exchange): Promise<Response> {
  const about = await aboutOf(x, 'confirm');
  if (!about) return x.missing();
  const title = about.isConfirmed ? 'You will be told' : 'Confirm your address';
  const page = { action: x.url.pathname, endPath: linkPath('end', about.id) };
  return x.page({ title, section: SECTION }, <ConfirmView title={title} {...about} {...page} />);
}

async function confirm(x: Exchange): Promise<Response> {
  const about = await aboutOf(x, 'confirm');
  if (!about) return x.missing();
  await x.transaction((tx) => confirmNotice(tx, about.id));
  return x.redirect(x.url.pathname);
}

/** A link that we made is answered alike before and after: what it ended is not there any more. */
async function showEnd(x: Exchange): Promise<Response> {
  if (!noticeIdIn('end', x.param('sealed'))) return x.missing();
  const about = await aboutOf(x, 'end');
  const title = about ? 'Do not tell me' : 'You will not be told';
  const page = { action: x.url.pathname, programme: about?.programme };
  return x.page({ title, section: SECTION }, <EndView title={title} {...page} />);
}

async function end(x: Exchange): Promise<Response> {
  const id = noticeIdIn('end', x.param('sealed'));
  if (!id) return x.missing();
  await x.transaction((tx) => endNotice(tx, id));
  return x.redirect(x.url.pathname);
}
