import { sayInstant } from '#calendar';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { PageHead } from '#look/page-parts.tsx';
import { parseForm, whole } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import type { Keeping } from '#platform/room.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { chooseDays, keptAt, mayChooseDays, type Kept } from './keeping.ts';
import { findOrganisation } from './people.sql.ts';
import type { Organisation } from './person.ts';

type Known = Exchange<Viewer>;

const PAGE = '/people/keeping/:organisationId';
const keeper = wearing('coordinator');

/** How long an institution keeps what is removed by itself: chosen by its coordinators, said by its privacy notice. */
export const keepingRoutes: readonly Route[] = [get(PAGE, keeper, show), post(PAGE, keeper, save)];

/** Where an institution's days are chosen. */
export function keepingPath(institutionId: string): string {
  return PAGE.replace(':organisationId', institutionId);
}

/** The institution of the address, if the viewer chooses for it. */
async function visibleInstitution(x: Known): Promise<Organisation | undefined> {
  const organisation = await findOrganisation(x.db, x.param('organisationId'));
  return organisation && !mayChooseDays(x.viewer, organisation) ? organisation : undefined;
}

async function show(x: Known): Promise<Response> {
  const organisation = await visibleInstitution(x);
  if (!organisation) return x.missing();
  return showForm(x, organisation, await keptAt(x.db, organisation.id));
}

async function save(x: Known): Promise<Response> {
  const organisation = await visibleInstitution(x);
  if (!organisation) return x.missing();
  const fields = await x.form();
  const kept = await keptAt(x.db, organisation.id);
  const parsed = parseForm(fields, {
    version: whole('The version'),
    ...Object.fromEntries(
      kept.keepings.map((one) => [fieldOf(one), whole(`“${one.what}”`, { min: one.least, max: one.most })]),
    ),
  });
  if (!parsed.ok) return showForm(x, organisation, kept, { typed: fields.typed, errors: parsed.errors });
  const { version, ...typed } = parsed.value as { version: number } & Record<string, number>;
  const days = Object.fromEntries(kept.keepings.map((one) => [one.name, typed[fieldOf(one)] ?? one.days]));
  try {
    await x.transaction((tx) => chooseDays(tx, { organisation, by: x.viewer, basedOn: version, days }));
    return x.redirect(keepingPath(organisation.id), 'Saved. The privacy notice says so from now on.');
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    const errors = [{ message: error.refusal.says }];
    return showForm(x, organisation, await keptAt(x.db, organisation.id), { typed: fields.typed, errors });
  }
}

function fieldOf({ name }: Keeping): string {
  return name.replaceAll('.', '-');
}

type Typing = { typed?: Readonly<Record<string, string>>; errors?: readonly FieldError[] };

function showForm(x: Known, organisation: Organisation, kept: Kept, { typed, errors = [] }: Typing = {}) {
  return x.page(
    { title: 'How long things are kept', section: 'desk', hasErrors: errors.length > 0 },
    <KeepingView organisation={organisation} kept={kept} typed={typed ?? {}} errors={errors} />,
  );
}

type KeepingProps = { organisation: Organisation; kept: Kept } & Required<Typing>;

function KeepingView({ organisation, kept, typed, errors }: KeepingProps) {
  const { writtenAt, writtenBy, version } = kept;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        title="How long things are kept"
        kicker={organisation.name}
        back={{ label: 'Privacy notice', href: '/privacy' }}
        lede="What stands here is removed by itself, each night, once its days are over. The privacy notice says these numbers by itself."
      />
      <PostForm action={keepingPath(organisation.id)}>
        <Hidden name="version" value={version} />
        {kept.keepings.map((one) => (
          <TextField
            name={fieldOf(one)}
            label={`${one.what}: days`}
            hint={`Removed this many days ${one.since}. From ${one.least} to ${one.most}.`}
            inputmode="numeric"
            size="year"
            value={typed[fieldOf(one)] ?? String(one.days)}
            error={errorFor(errors, fieldOf(one))}
          />
        ))}
        <Actions>
          <Button kind="first">Save how long things are kept</Button>
        </Actions>
      </PostForm>
      {writtenAt && (
        <p>
          Last changed {sayInstant(writtenAt, organisation.zone)}
          {writtenBy && ` by ${writtenBy}`}.
        </p>
      )}
    </>
  );
}
