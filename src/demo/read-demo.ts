import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { termTables } from '#programme';
import type { Temporal } from 'temporal-polyfill';
import { applicationsFile } from './applications-file.ts';
import { assessmentsFile } from './assessments-file.ts';
import { peopleFile } from './people-file.ts';
import { portfoliosFile } from './portfolios-file.ts';
import { moved, movingTo, type Moving } from './moving.ts';
import { programmeFile, writtenPart } from './programme-file.ts';
import { attendanceFile, enquiriesFile, officeHoursFile, registrationsFile } from './way-files.ts';

/** A file of the demo that cannot be played; the message names the file, the place in it and what is wrong. */
export class DemoFileProblem extends Error {}

/**
 * All that the files below `folder` tell, moved for a demo that is begun at `present`. Throws DemoFileProblem.
 */
export function readDemo(folder: string, present: Temporal.Instant) {
  const moving = movingOf(folder, present);
  const read = <S extends z.ZodType>(name: string, schema: S): z.output<S> =>
    readFile(join(folder, name), `demo/${name}`, schema, moving);
  return {
    moving,
    programme: read('programme.yaml', programmeFile),
    ...read('people.yaml', peopleFile),
    ...read('applications.yaml', applicationsFile),
    ...read('enquiries.yaml', enquiriesFile),
    ...read('attendance.yaml', attendanceFile),
    ...read('registrations.yaml', registrationsFile),
    ...read('portfolios.yaml', portfoliosFile),
    ...read('office-hours.yaml', officeHoursFile),
    ...read('assessments.yaml', assessmentsFile),
  };
}

export type DemoFiles = ReturnType<typeof readDemo>;

function movingOf(folder: string, present: Temporal.Instant): Moving {
  const name = 'programme.yaml';
  const { written, institution } = readFile(join(folder, name), `demo/${name}`, writtenPart);
  return movingTo(present, written, termTables().get(institution.terms));
}

function readFile<S extends z.ZodType>(path: string, name: string, schema: S, moving?: Moving): z.output<S> {
  const parsed = schema.safeParse(movedFile(parseYaml(path, name), name, moving));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'top'}: ${issue.message}`);
  throw new DemoFileProblem(`${name} cannot be played:\n${faults.join('\n')}`);
}

function parseYaml(path: string, name: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new DemoFileProblem(`${name} cannot be read: ${String(error)}`);
  }
}

function movedFile(content: unknown, name: string, moving: Moving | undefined): unknown {
  try {
    return moving ? moved(content, moving) : content;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DemoFileProblem(`${name} cannot be played: ${error.message}`);
  }
}
