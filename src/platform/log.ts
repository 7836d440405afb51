import { pino } from 'pino';

/**
 * The process's log: one JSON line an event on standard error. It holds ids, counts, codes and durations, never
 * text that people wrote and never an e-mail address; errors are logged by name, code and place only.
 */
const logger = pino(
  {
    base: null,
    formatters: { level: (label) => ({ level: label }) },
  },
  pino.destination({ dest: 2, sync: false }),
);

type Facts = Record<string, string | number | boolean | undefined>;

/** Notes an event with its plain facts. */
export function note(event: string, facts: Facts = {}): void {
  logger.info(facts, event);
}

/** Notes trouble. The error's message is left out on purpose: database messages quote people's words. */
export function noteTrouble(event: string, error: unknown, facts: Facts = {}): void {
  logger.error({ ...facts, ...describeError(error) }, event);
}

function describeError(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, constraint, table } = error as Error & { code?: string; constraint?: string; table?: string };
  // The stack begins with the message, whose own lines could begin with "at" too.
  const place = error.stack
    ?.replace(error.message, '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 4);
  return { error: error.name, code, constraint, table, place: place?.map((line) => line.trim()).join(' < ') };
}
