import { findPerson } from '#people';
import type { FieldError } from '#platform/forms.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { visibleAward } from './access.ts';
import { parseReinstatement, parseRevocation } from './award.form.ts';
import { editionOf } from './give.ts';
import { revocationsOf } from './revocation.sql.ts';
import { reinstateAward, revokeAward } from './standing.ts';
import { AwardStandingView, standingTitle } from './standing.view.tsx';

type Known = Exchange<Viewer>;

/** Taking an award back and giving it again: registrars of its body. */
export const standingRoutes: readonly Route[] = [
  get('/awards/:awardId/standing', wearing('registrar'), (x) => showStanding(x)),
  post('/awards/:awardId/standing', wearing('registrar'), revoke),
  post('/awards/:awardId/standing/reinstate', wearing('registrar'), reinstate),
];

async function keptAward(x: Known) {
  const visible = await visibleAward(x.db, x.viewer, x.param('awardId'));
  return visible?.keeps && visible.award.givenHere ? visible.award : undefined;
}

async function showStanding(
  x: Known,
  typed: Readonly<Record<string, string>> = {},
  errors: readonly FieldError[] = [],
): Promise<Response> {
  const award = await keptAward(x);
  const person = award && (await findPerson(x.db, award.personId));
  if (!award || !person) return x.missing();
  const history = await revocationsOf(x.db, award.id);
  const edition = editionOf(award.editionId);
  return x.page(
    { title: standingTitle(award), section: 'cases', hasErrors: errors.length > 0 },
    <AwardStandingView {...{ award, person, edition, history, typed, errors }} />,
  );
}

async function revoke(x: Known): Promise<Response> {
  const award = await keptAward(x);
  if (!award) return x.missing();
  const fields = await x.form();
  const parsed = parseRevocation(fields);
  if (!parsed.ok) return showStanding(x, fields.typed, parsed.errors);
  await x.transaction((tx) => revokeAward(tx, { awardId: award.id, ...parsed.value, by: x.viewer.personId }));
  return x.redirect(`/awards/${award.id}`, 'The award is withdrawn; its holder has a letter.');
}

async function reinstate(x: Known): Promise<Response> {
  const award = await keptAward(x);
  if (!award) return x.missing();
  const fields = await x.form();
  const parsed = parseReinstatement(fields);
  if (!parsed.ok) return showStanding(x, fields.typed, parsed.errors);
  await x.transaction((tx) =>
    reinstateAward(tx, { awardId: award.id, note: parsed.value.note, by: x.viewer.personId }),
  );
  return x.redirect(`/awards/${award.id}`, 'The award is reinstated; its holder has a letter.');
}
