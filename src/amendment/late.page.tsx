import { sayInstant, sayRelative } from '#calendar';
import {
  enterLate,
  findApplicationTo,
  readAccessCode,
  readCode,
  refusalToUse,
  signInTo,
  UNKNOWN_CODE as UNKNOWN,
  type AccessCode,
} from '#application';
import { findRun, runName, runPath, type Run } from '#programme';
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { PageHead } from '#look/page-parts.tsx';
import { now } from '#platform/clock.ts';
import { Refused, type Refusal } from '#platform/refusal.ts';
import { anyone, get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';

/** The late door: a code, and with it an application after the deadline. Only a POST uses the code. */
export const lateRoutes: readonly Route[] = [
  get('/programmes/:programme/:run/late', anyone, showDoor),
  post('/programmes/:programme/:run/late', signedIn, enter),
];

/** The address at which a code is used: what a coordinator sends. */
export function latePath(run: Parameters<typeof runPath>[0], code: string): string {
  return `${runPath(run)}/late?code=${code}`;
}

async function showDoor(x: Exchange): Promise<Response> {
  const run = await findRun(x.db, x.param('programme'), x.param('run'));
  if (!run) return x.missing();
  const typed = (x.query.get('code') ?? '').slice(0, 40);
  if (typed.trim() === '') return doorPage(x, { run, typed: '', code: undefined, errors: [] });
  const code = await readAccessCode(x.db, run.id, readCode(typed));
  const own = x.viewer && (await findApplicationTo(x.db, run.id, x.viewer.personId));
  // Whoever has used it is never told that it is used up: their application is theirs to go on with.
  if (own && code?.applicationIds.includes(own.id)) return x.redirect(`/applications/${own.id}`);
  const refusal = code ? refusalToUse(code, run, now()) : UNKNOWN;
  return refusal ? refused(x, run, typed, refusal) : doorPage(x, { run, typed, code, errors: [] });
}

function refused(x: Exchange, run: Run, typed: string, refusal: Refusal): Promise<Response> {
  const errors = [{ field: 'code', message: refusal.says }];
  return doorPage(x, { run, typed, code: undefined, errors }, refusal.status ?? 409);
}

async function enter(x: Exchange<Viewer>): Promise<Response> {
  const run = await findRun(x.db, x.param('programme'), x.param('run'));
  if (!run) return x.missing();
  const typed = (await x.form()).one('code').slice(0, 40);
  try {
    const entry = { code: typed, personId: x.viewer.personId };
    const id = await x.transaction((tx) => enterLate(tx, run, entry));
    return x.redirect(`/applications/${id}`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refused(x, run, typed, error.refusal);
  }
}

type Door = { run: Run; typed: string; code: AccessCode | undefined; errors: readonly FieldError[] };

function doorPage(x: Exchange, door: Door, status?: number): Promise<Response> {
  return x.page(
    {
      title: 'Apply with an access code',
      section: 'programmes',
      hasErrors: door.errors.length > 0,
      ...(status ? { status } : {}),
    },
    <DoorView {...door} signedIn={x.viewer !== undefined} />,
  );
}

function DoorView({ run, typed, code, errors, signedIn: known }: Door & { signedIn: boolean }) {
  const action = `${runPath(run)}/late`;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        back={{ href: runPath(run), label: runName(run) }}
        kicker={runName(run)}
        title="Apply with an access code"
        lede={
          code
            ? `With this code you can write your application and send it until ${sayInstant(code.expiresAt, run.zone)}, ${sayRelative(now(), code.expiresAt, run.zone)}.`
            : 'The team gives out codes to people who could not apply in time.'
        }
      />
      {code && !known && (
        <Actions>
          <ButtonLink kind="first" href={signInTo(latePath(run, code.code))}>
            Sign in to use it
          </ButtonLink>
        </Actions>
      )}
      {code && known && (
        <PostForm action={action} label="Use the code">
          <Hidden name="code" value={code.code} />
          <Actions>
            <Button kind="first">Go to my application</Button>
          </Actions>
        </PostForm>
      )}
      {!code && (
        <form class="form" method="get" action={action} aria-label="Access code" novalidate>
          <TextField
            name="code"
            label="Access code"
            hint="Twelve letters and digits, such as 7KQ2-M9XD-4H6P."
            size="half"
            autocomplete="off"
            spellcheck={false}
            value={typed}
            error={errorFor(errors, 'code')}
          />
          <Actions>
            <Button kind="first">Go on</Button>
          </Actions>
        </form>
      )}
    </>
  );
}
