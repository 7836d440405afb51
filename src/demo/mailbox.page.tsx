import { sayDateTime, sayInstant } from '#calendar';
import { settings } from '#platform/config.ts';
import { findLetter, newestLetters } from '#platform/letter-list.sql.ts';
import { get, type Exchange, type Route } from '#platform/route.ts';
import { DEMO_ZONE } from './file-parts.ts';
import { inDemo } from './in-demo.ts';
import { MailboxPage, OpenedLetter } from './mailbox.view.tsx';

/** Every letter that the house wrote, to read in place of post. */
export const mailboxRoutes: readonly Route[] = [
  get('/mailbox', inDemo, showMailbox),
  get('/mailbox/:letterId', inDemo, showLetter),
];

type At = Parameters<typeof sayInstant>[0];

const sayBriefly = (at: At): string => sayDateTime(at.toZonedDateTimeISO(DEMO_ZONE).toPlainDateTime());
const sayWhole = (at: At): string => sayInstant(at, DEMO_ZONE);

const SHOWN = 40;
const MOST = 1000;

async function showMailbox(x: Exchange): Promise<Response> {
  const to = x.query.get('to') ?? undefined;
  const all = x.query.has('all') || to !== undefined;
  const letters = await newestLetters(x.db, {
    most: all ? MOST : SHOWN,
    ...(to === undefined ? {} : { to }),
  });
  const more = !all && letters.length === SHOWN;
  return x.page(
    { title: 'Everyone’s letters', section: 'demo', width: 'wide' },
    <MailboxPage letters={letters} to={to} more={more} say={sayBriefly} />,
  );
}

async function showLetter(x: Exchange): Promise<Response> {
  const letter = await findLetter(x.db, x.param('letterId'));
  if (!letter) return x.missing();
  return x.page(
    { title: letter.subject, section: 'demo' },
    <OpenedLetter letter={letter} base={settings().url} say={sayWhole} />,
  );
}
