import { pathwayOf } from '#framework';
import { todayOf } from '#registration';
import { findOrganisation, findPerson } from '#people';
import { settings } from '#platform/config.ts';
import { brokenConstraint } from '#platform/database.ts';
import type { FieldError } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { visibleAward } from './access.ts';
import { setNumber } from './award.sql.ts';
import { awardStanding } from './award.ts';
import { AwardView } from './award.view.tsx';
import { parseEntry, parseNumber } from './award.form.ts';
import { certificateOf } from './certificate.ts';
import { editionOf } from './give.ts';
import { listAward, unlistAward } from './list.ts';

type Known = Exchange<Viewer>;

export const awardRoutes: readonly Route[] = [
  get('/awards/:awardId', signedIn, (x) => showAward(x)),
  get('/awards/:awardId/certificate.pdf', signedIn, serveCertificate),
  post('/awards/:awardId/register', signedIn, saveEntry),
  post('/awards/:awardId/number', signedIn, saveNumber),
];

async function showAward(
  x: Known,
  typed?: Readonly<Record<string, string>>,
  errors: readonly FieldError[] = [],
): Promise<Response> {
  const visible = await visibleAward(x.db, x.viewer, x.param('awardId'));
  const person = visible && (await findPerson(x.db, visible.award.personId));
  const body = visible && (await findOrganisation(x.db, visible.award.awardingBodyId));
  if (!visible || !person || !body) return x.missing();
  const { award } = visible;
  const edition = editionOf(award.editionId);
  const today = todayOf(edition);
  return x.page(
    {
      title: pathwayOf(edition, award.pathwayId).title,
      section: visible.isHolder ? 'home' : 'cases',
      width: 'wide',
      hasErrors: errors.length > 0,
    },
    <AwardView
      {...visible}
      {...{ person, body, edition, today, errors }}
      standing={awardStanding(award, today)}
      base={settings().url}
      typed={typed}
    />,
  );
}

async function serveCertificate(x: Known): Promise<Response> {
  const visible = await visibleAward(x.db, x.viewer, x.param('awardId'));
  const pdf = visible && !visible.award.revoked && (await certificateOf(x.db, visible.award));
  if (!visible || !pdf) return x.missing();
  const { number, pathwayId } = visible.award;
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="certificate-${pathwayId}-${number?.replaceAll(/[^\w-]/g, '')}.pdf"`,
      'cache-control': 'private, no-cache',
    },
  });
}

/** Into the register, out of it, or other words there: the holder's own choice alone. */
async function saveEntry(x: Known): Promise<Response> {
  const visible = await visibleAward(x.db, x.viewer, x.param('awardId'));
  if (!visible?.isHolder) return x.missing();
  const { id } = visible.award;
  const fields = await x.form();
  if (fields.one('leave') !== '') {
    await x.transaction((tx) => unlistAward(tx, id));
    return x.redirect(`/awards/${id}`, 'You are no longer in the register.');
  }
  const parsed = parseEntry(fields);
  if (!parsed.ok) return showAward(x, fields.typed, parsed.errors);
  await x.transaction((tx) => listAward(tx, { awardId: id, ...parsed.value }));
  return x.redirect(`/awards/${id}`, 'You are in the register of holders.');
}

/** The number of an award made elsewhere, written down by its holder. */
async function saveNumber(x: Known): Promise<Response> {
  const visible = await visibleAward(x.db, x.viewer, x.param('awardId'));
  if (!visible?.isHolder || visible.award.givenHere) return x.missing();
  const fields = await x.form();
  const parsed = parseNumber(fields);
  if (!parsed.ok) return showAward(x, fields.typed, parsed.errors);
  const { id } = visible.award;
  try {
    await x.transaction((tx) => setNumber(tx, id, parsed.value.number));
  } catch (error) {
    if (brokenConstraint(error) !== 'award_number_once') throw error;
    const message = 'This number is on record for another award';
    return showAward(x, fields.typed, [{ field: 'number', message }]);
  }
  return x.redirect(`/awards/${id}`, 'The number is on record.');
}
