import { timingSafeEqual } from 'node:crypto';
import { isZone } from '#calendar';
import { frameworksOnFile } from '#framework';
import { SESSION_COOKIE, setCookie } from '#platform/cookies.ts';
import { choice, email, optionalText, parseForm, text, ticked, type FieldError } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { anyone, get, post, type Exchange } from '#platform/route.ts';
import { newRunPath } from './new-run.page.tsx';
import { hasInstitution } from './programme.sql.ts';
import { refusalToSetUp, setUp, setUpToken } from './set-up.ts';
import { SetUpView, type Typed } from './set-up.view.tsx';
import { termTables } from './way.ts';

/** Setting up an empty house: one address, once, for whoever reads the first start's last line. */
export const setUpRoutes = [get('/setup/:token', anyone, show), post('/setup/:token', anyone, begin)];

const TITLE = 'Set up Waymark for your institution';

/** The address is there while the house is empty and the token is ours; the comparison tells nothing by its time. */
async function isOpen(x: Exchange): Promise<boolean> {
  const [given, ours] = [Buffer.from(x.param('token')), Buffer.from(setUpToken())];
  if (given.length !== ours.length || !timingSafeEqual(given, ours)) return false;
  return refusalToSetUp(await hasInstitution(x.db)) === undefined;
}

async function show(x: Exchange): Promise<Response> {
  if (!(await isOpen(x))) return x.missing();
  const [first] = frameworksOnFile().keys();
  return page(x, { zone: 'Europe/London', editionId: first ?? '', termTable: '' }, []);
}

function page(x: Exchange, typed: Typed, errors: readonly FieldError[]): Promise<Response> {
  const view = (
    <SetUpView
      title={TITLE}
      action={`/setup/${x.param('token')}`}
      typed={typed}
      errors={errors}
      editions={[...frameworksOnFile().values()]}
      terms={[...termTables().keys()]}
    />
  );
  return x.page({ title: TITLE, hasErrors: errors.length > 0 }, view);
}

function formOf() {
  return {
    institution: text('The institution’s name', { max: 200 }),
    unit: optionalText('The unit', { max: 200 }),
    contactAddress: email('The contact address'),
    zone: text('The time zone', { max: 60 }).refine(
      isZone,
      'The time zone must be a name such as Europe/London',
    ),
    termTable: choice('a table of terms', ['', ...termTables().keys()]),
    editionId: choice('an accreditation', [...frameworksOnFile().keys()]),
    programme: text('The programme’s name', { max: 200 }),
    shortName: text('The short name', { max: 20 }),
    assessedHere: ticked(),
    bodyAddress: optionalText('The awarding body’s address', { max: 254 }),
    name: text('Your name', { max: 200 }),
    email: email('Your e-mail address'),
  };
}

async function begin(x: Exchange): Promise<Response> {
  if (!(await isOpen(x))) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, formOf());
  if (!parsed.ok) return page(x, fields.typed, parsed.errors);
  const beginning = { ...parsed.value, termTable: parsed.value.termTable || undefined };
  const device = x.request.headers.get('user-agent') ?? 'unknown device';
  try {
    const { programme, token } = await x.transaction((tx) => setUp(tx, beginning, device));
    const response = x.redirect(
      newRunPath(programme.id),
      'Your institution is set up, and you are signed in.',
    );
    response.headers.append('set-cookie', setCookie(SESSION_COOKIE, token));
    return response;
  } catch (error) {
    if (error instanceof Refused) return x.missing();
    throw error;
  }
}
