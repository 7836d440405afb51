import { findOrganisation, findPerson } from '#people';
import { todayOf } from '#registration';
import { now } from '#platform/clock.ts';
import { anyone, get, type Exchange, type Route } from '#platform/route.ts';
import { awardStanding, type Award } from './award.ts';
import { editionOf } from './give.ts';
import { VerifiedView, VerifyView, verifiedTitle, verifyTitle } from './verify.view.tsx';
import { verify } from './verify.ts';

/** Whether an award is what it says: open to everyone, kept out of search engines, never kept by caches. */
export const verifyRoutes: readonly Route[] = [
  get('/verify', anyone, showForm),
  get('/verify/:code', anyone, (x) => answer(x, x.param('code'))),
];

async function showForm(x: Exchange): Promise<Response> {
  const typed = x.query.get('code') ?? '';
  if (typed !== '') return answer(x, typed);
  return x.page({ title: verifyTitle(false) }, <VerifyView typed="" wrong={false} />);
}

async function answer(x: Exchange, typed: string): Promise<Response> {
  const award = await verify(x.db, typed, x.remote);
  const response = await (award ? showAward(x, award) : showWrong(x, typed));
  response.headers.set('x-robots-tag', 'noindex');
  return response;
}

async function showWrong(x: Exchange, typed: string): Promise<Response> {
  return x.page({ title: verifyTitle(true), status: 404 }, <VerifyView typed={typed.slice(0, 60)} wrong />);
}

async function showAward(x: Exchange, award: Award): Promise<Response> {
  const person = await findPerson(x.db, award.personId);
  const body = await findOrganisation(x.db, award.awardingBodyId);
  if (!person || !body) return x.missing();
  const edition = editionOf(award.editionId);
  const standing = awardStanding(award, todayOf(edition));
  const props = { award, person, body, edition, standing, now: now() };
  return x.page({ title: verifiedTitle(props) }, <VerifiedView {...props} />);
}
