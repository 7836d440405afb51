import { pathwayOf } from '#framework';
import { findOrganisation, findPerson } from '#people';
import { settings } from '#platform/config.ts';
import type { Database } from '#platform/database.ts';
import { renderPdf } from '#platform/pdf.ts';
import type { Award } from './award.ts';
import { sayCode, verifyPath } from './code.ts';
import { formalDay } from './day.ts';
import { editionOf } from './give.ts';
import { qrOf } from './qr.ts';

/**
 * The certificate of an award that is given here: one page of A4, tagged for screen readers (PDF/UA), in the same bytes
 * for the same award and name. Nothing where the body gives its certificates elsewhere.
 */
export async function certificateOf(db: Database, award: Award): Promise<Uint8Array | undefined> {
  const person = await findPerson(db, award.personId);
  const body = await findOrganisation(db, award.awardingBodyId);
  if (!award.givenHere || !award.code || !person || !body) return undefined;
  const edition = editionOf(award.editionId);
  const pathway = pathwayOf(edition, award.pathwayId);
  const address = settings().url + verifyPath(award.code);
  return renderPdf('award/certificate.typ', {
    title: `Certificate of ${pathway.title}: ${person.name}`,
    body: body.name,
    scheme: edition.title,
    name: person.name,
    pathway: pathway.title,
    letters: pathway.abbreviation,
    strokes: pathway.blaze,
    number: award.number ?? '',
    date: award.awardedOn,
    awardedOn: formalDay(award.awardedOn),
    renewedOn: award.renewedOn ? formalDay(award.renewedOn) : '',
    validUntil: award.validUntil ? formalDay(award.validUntil) : '',
    address,
    place: settings().url.replace(/^https?:\/\//, ''),
    code: sayCode(award.code),
    qr: (qrOf(address) ?? []).map((row) => row.map((dark) => (dark ? '1' : '0')).join('')),
  });
}
