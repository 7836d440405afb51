import { timingSafeEqual } from 'node:crypto';
import { isZone } from '#calendar';
import { frameworksOnFile, type Edition } from '#framework';
import {
  Actions,
  Button,
  Checkbox,
  ErrorSummary,
  errorFor,
  Fieldset,
  PostForm,
  Radios,
  Select,
  TextField,
} from '#look/field.tsx';
import { PageHead } from '#look/page-parts.tsx';
import { SESSION_COOKIE, setCookie } from '#platform/cookies.ts';
import {
  choice,
  email,
  line,
  optionalLine,
  optionalText,
  parseForm,
  text,
  ticked,
  type FieldError,
} from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { anyone, get, post, type Exchange } from '#platform/route.ts';
import { newRunPath } from './new-run.page.tsx';
import { hasInstitution } from './programme.sql.ts';
import { refusalToSetUp, setUp, setUpToken } from './set-up.ts';
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
    institution: line('The institution’s name', { max: 200 }),
    unit: optionalLine('The unit', { max: 200 }),
    contactAddress: email('The contact address'),
    zone: text('The time zone', { max: 60 }).refine(
      isZone,
      'The time zone must be a name such as Europe/London',
    ),
    termTable: choice('a table of terms', ['', ...termTables().keys()]),
    editionId: choice('an accreditation', [...frameworksOnFile().keys()]),
    programme: line('The programme’s name', { max: 200 }),
    shortName: line('The short name', { max: 20 }),
    assessedHere: ticked(),
    bodyAddress: optionalText('The awarding body’s address', { max: 254 }).refine(
      (address) => address === '' || /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(address),
      'The awarding body’s address must be an e-mail address, such as name@example.org',
    ),
    name: line('Your name', { max: 200 }),
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

type Typed = Readonly<Record<string, string>>;

type SetUpProps = {
  title: string;
  action: string;
  typed: Typed;
  errors: readonly FieldError[];
  editions: readonly Edition[];
  terms: readonly string[];
};

/** The form that an empty house begins with. */
function SetUpView({ title, action, typed, errors, editions, terms }: SetUpProps) {
  const field = (name: string, label: string, hint?: string) => ({
    name,
    label,
    hint,
    value: typed[name],
    error: errorFor(errors, name),
  });
  return (
    <>
      <PageHead title={title} lede="This page works once. The next one says what to do first." />
      <ErrorSummary errors={errors} />
      <PostForm action={action}>
        <Fieldset legend="Your institution">
          <TextField {...field('institution', 'Name')} autocomplete="organization" />
          <TextField {...field('unit', 'Unit that runs the programme')} optional />
          <TextField
            {...field(
              'contactAddress',
              'Contact address',
              'A role’s address, such as cmalt@example.ac.uk: questions and replies go there.',
            )}
            type="email"
          />
          <TextField
            {...field('zone', 'Time zone', 'In whose clocks dates are meant, such as Europe/London.')}
            size="half"
          />
          <Select
            {...field('termTable', 'Weeks of term')}
            options={[
              { value: '', label: 'Not counted' },
              ...terms.map((name) => ({ value: name, label: `As at ${capital(name)}` })),
            ]}
          />
        </Fieldset>
        <Fieldset legend="Your first programme">
          <Radios
            {...field('editionId', 'Accreditation')}
            options={editions.map(({ id, scheme, title: name, version, awardingBody }) => ({
              value: id,
              label: `${scheme.title}, ${version}`,
              hint: `${name}, ${awardingBody.name}`,
            }))}
          />
          <TextField {...field('programme', 'Name', 'Such as “CMALT Programme”.')} />
          <TextField
            {...field(
              'shortName',
              'Short name',
              'Begins the subject of every letter, such as CMALT, and ends the address of the public page.',
            )}
            size="short"
          />
          <Checkbox
            name="assessedHere"
            label="The awarding body assesses portfolios in this house"
            hint="Leave it empty where portfolios are handed over and assessed elsewhere."
            checked={Boolean(typed.assessedHere)}
          />
          <TextField {...field('bodyAddress', 'The awarding body’s contact address')} type="email" optional />
        </Fieldset>
        <Fieldset legend="You, the first coordinator">
          <TextField {...field('name', 'Your name')} autocomplete="name" size="half" />
          <TextField
            {...field('email', 'Your e-mail address')}
            type="email"
            autocomplete="email"
            size="half"
          />
        </Fieldset>
        <Actions>
          <Button kind="first">Set up and sign in</Button>
        </Actions>
      </PostForm>
    </>
  );
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
