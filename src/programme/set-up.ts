import { findEdition, frameworksOnFile } from '#framework';
import { addOrganisation, giveHat, personFor, startSession, type Person } from '#people';
import { holdKey, type Tx } from '#platform/database.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import { sealFor } from '#platform/secret.ts';
import type { Programme } from './programme.ts';
import { addProgramme, hasInstitution } from './programme.sql.ts';

/** The one-time address at which an empty house is set up; printed at the first start. */
export function setUpPath(): string {
  return `/setup/${setUpToken()}`;
}

/** The unguessable end of that address: this house alone can make it. */
export function setUpToken(): string {
  return sealFor('setup');
}

/** What a house begins with. */
export type Beginning = {
  readonly institution: string;
  readonly unit: string;
  readonly contactAddress: string;
  readonly zone: string;
  readonly termTable: string | undefined;
  readonly editionId: string;
  readonly programme: string;
  readonly shortName: string;
  readonly assessedHere: boolean;
  readonly bodyAddress: string;
  readonly name: string;
  readonly email: string;
};

/** Why a house that lives already cannot be set up: the address is no longer there. */
export function refusalToSetUp(livesAlready: boolean): Refusal | undefined {
  return livesAlready ? refuse('set-up-before', 'There is nothing at this address.', 404) : undefined;
}

export type SetUp = { readonly programme: Programme; readonly coordinator: Person; readonly token: string };

/**
 * Sets up an empty house: institution, awarding body, first programme and first coordinator, who is signed in on
 * `device`. Of two who try at once, one wins; the other is refused (404), as is whoever comes later.
 */
export async function setUp(tx: Tx, beginning: Beginning, device: string): Promise<SetUp> {
  await holdKey(tx, 'set-up');
  stopIf(refusalToSetUp(await hasInstitution(tx)));
  const institution = await addOrganisation(tx, {
    slug: slugOf(beginning.institution, 'institution'),
    kind: 'institution',
    name: beginning.institution,
    unit: beginning.unit || undefined,
    contactAddress: beginning.contactAddress,
    zone: beginning.zone,
  });
  const programme = await addFirstProgramme(tx, beginning, institution);
  const coordinator = await personFor(tx, {
    name: beginning.name,
    email: beginning.email,
    institutionId: institution.id,
  });
  await giveHat(tx, { personId: coordinator.id, organisationId: institution.id, hat: 'coordinator' });
  return { programme, coordinator, token: await startSession(tx, coordinator.id, device) };
}

async function addFirstProgramme(
  tx: Tx,
  beginning: Beginning,
  institution: { id: string; slug: string },
): Promise<Programme> {
  const edition = findEdition(frameworksOnFile(), beginning.editionId);
  if (!edition) throw new RangeError(`No edition ${beginning.editionId} is on file.`);
  const { id, name } = edition.awardingBody;
  const body = await addOrganisation(tx, {
    slug: id === institution.slug ? `${id}-awards` : id,
    kind: 'awarding-body',
    name,
    unit: undefined,
    contactAddress: beginning.bodyAddress || beginning.contactAddress,
    zone: edition.timeZone,
  });
  return addProgramme(tx, {
    slug: slugOf(beginning.shortName, 'programme'),
    name: beginning.programme,
    shortName: beginning.shortName,
    institutionId: institution.id,
    awardingBodyId: body.id,
    editionId: edition.id,
    assessedHere: beginning.assessedHere,
    contactAddress: beginning.contactAddress,
    termTable: beginning.termTable,
  });
}

/** A name as an address: small letters, figures and hyphens; `otherwise` where nothing of it remains. */
export function slugOf(name: string, otherwise: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || otherwise
  );
}
