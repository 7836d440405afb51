import type { FieldError, Fields } from '#platform/forms.ts';
import { Refused, refuse } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { wearersByHat } from './hat.sql.ts';
import { parseGift, parseTaking } from './hats.form.ts';
import { giveHatByAddress, HATS_AT, mayManageHats, takeHatBack } from './hats.ts';
import { HatsView, type HatsProps } from './hats.view.tsx';
import { findOrganisation } from './people.sql.ts';
import { HAT_WORDS, type Organisation } from './person.ts';

type Known = Exchange<Viewer>;

const keeper = wearing('coordinator', 'registrar');

export const hatRoutes: readonly Route[] = [
  get('/people/hats/:organisationId', keeper, async (x) => {
    const organisation = await visibleOrganisation(x);
    return organisation ? showHats(x, organisation) : x.missing();
  }),
  post('/people/hats/:organisationId/give', keeper, give),
  post('/people/hats/:organisationId/take', keeper, take),
];

/** The organisation of the address, if the viewer manages its hats. */
async function visibleOrganisation(x: Known): Promise<Organisation | undefined> {
  const organisation = await findOrganisation(x.db, x.param('organisationId'));
  return organisation && !mayManageHats(x.viewer, organisation) ? organisation : undefined;
}

async function showHats(
  x: Known,
  organisation: Organisation,
  form: Partial<Pick<HatsProps, 'errors' | 'typed'>> = {},
  status?: number,
): Promise<Response> {
  const errors = form.errors ?? [];
  return x.page(
    {
      title: 'Who has which role',
      width: 'wide',
      hasErrors: errors.length > 0,
      ...(status ? { status } : {}),
    },
    <HatsView
      organisation={organisation}
      wearers={await wearersByHat(x.db, organisation.id)}
      viewerId={x.viewer.personId}
      errors={errors}
      typed={form.typed ?? { name: '', email: '', hat: '' }}
    />,
  );
}

async function give(x: Known): Promise<Response> {
  const organisation = await visibleOrganisation(x);
  if (!organisation) return x.missing();
  const fields = await x.form();
  const parsed = parseGift(fields, HATS_AT[organisation.kind]);
  if (!parsed.ok) return showHats(x, organisation, { errors: parsed.errors, typed: typedIn(fields) });
  const { person, given } = await x.transaction((tx) =>
    giveHatByAddress(tx, { ...parsed.value, organisation, givenBy: x.viewer }),
  );
  const hat = HAT_WORDS[parsed.value.hat].toLowerCase();
  const notice = given
    ? `${person.name} is now ${hat}, and has been told by e-mail.`
    : `${person.name} is ${hat} already.`;
  return x.redirect(`/people/hats/${organisation.id}`, notice);
}

function typedIn(fields: Fields): HatsProps['typed'] {
  return { name: fields.one('name'), email: fields.one('email'), hat: fields.one('hat') };
}

async function take(x: Known): Promise<Response> {
  const organisation = await visibleOrganisation(x);
  if (!organisation) return x.missing();
  const parsed = parseTaking(await x.form(), HATS_AT[organisation.kind]);
  if (!parsed.ok) return x.refused(refuse('not-a-hat', 'This could not be read, so nothing was done.', 422));
  const { hat, person: personId } = parsed.value;
  try {
    const taken = await x.transaction((tx) =>
      takeHatBack(tx, { organisation, hat, personId, takenBy: x.viewer }),
    );
    return x.redirect(
      after(x, organisation, parsed.value),
      taken ? 'The role is taken back.' : 'It was taken back already.',
    );
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    const errors: FieldError[] = [{ field: '', message: error.refusal.says }];
    return showHats(x, organisation, { errors }, 409);
  }
}

/** Whoever laid down their own keeper's hat may not see the list any more. */
function after(
  x: Known,
  organisation: Organisation,
  { hat, person }: { hat: string; person: string },
): string {
  const ownKeeping = person === x.viewer.personId && hat === HATS_AT[organisation.kind][0];
  return ownKeeping ? '/account' : `/people/hats/${organisation.id}`;
}
