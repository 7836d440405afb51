import type { ColumnType, Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { ProviderClaims } from './oidc.ts';
import type { Hat } from './person.ts';

type OrganisationTable = {
  id: Generated<string>;
  slug: string;
  kind: 'institution' | 'awarding-body';
  name: string;
  unit: string | null;
  contact_address: string;
  zone: string;
  created_at: Temporal.Instant;
};

type PersonTable = {
  id: Generated<string>;
  name: string;
  email: string;
  institution_id: string | null;
  department: Generated<string>;
  role_title: Generated<string>;
  is_named: Generated<boolean>;
  created_at: Temporal.Instant;
};

type IdentityTable = {
  issuer: string;
  subject: string;
  person_id: string;
  first_seen_at: Temporal.Instant;
  name: Generated<string>;
  email: Generated<string>;
  department: Generated<string>;
  said_at: Temporal.Instant | null;
};

type HatTable = {
  id: Generated<string>;
  person_id: string;
  organisation_id: string;
  hat: Hat;
  given_at: Temporal.Instant;
  given_by: string | null;
  taken_at: Temporal.Instant | null;
};

type SessionTable = {
  id: Generated<string>;
  token_hash: Buffer;
  person_id: string;
  device: string;
  began_at: Temporal.Instant;
  seen_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
};

type SignInLetterTable = {
  id: string;
  email: string;
  link_hash: Buffer;
  code_seal: string;
  tab_hash: Buffer;
  wrong_codes: number;
  remote_seal: string;
  to_path: string;
  asked_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  used_at: Temporal.Instant | null;
  session_id: string | null;
};

type ProviderVisitTable = {
  id: Generated<string>;
  tab_hash: Buffer;
  to_path: string;
  expires_at: Temporal.Instant;
  back_at: Temporal.Instant | null;
  issuer: string | null;
  subject: string | null;
  name: string | null;
  department: string | null;
  request_hash: Buffer | null;
  answer: ColumnType<ProviderClaims | null, string | null | undefined, string | null>;
};

type KeepingTable = {
  organisation_id: string;
  version: number;
  days: ColumnType<Readonly<Record<string, number>>, string, never>;
  written_at: Temporal.Instant;
  written_by: string | null;
};

declare module '#platform/database.ts' {
  interface Tables {
    'people.organisation': OrganisationTable;
    'people.person': PersonTable;
    'people.identity': IdentityTable;
    'people.keeping': KeepingTable;
    'people.hat': HatTable;
    'people.session': SessionTable;
    'people.sign_in_letter': SignInLetterTable;
    'people.provider_visit': ProviderVisitTable;
  }
}
