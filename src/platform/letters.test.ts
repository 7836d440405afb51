import { createServer } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { freshDatabase } from '#test/database.ts';
import { testSettings } from '#test/house.ts';
import { useSettings } from './config.ts';
import { inTransaction } from './database.ts';
import { drainJobs } from './jobs.ts';
import { findLetter, newestLetters } from './letter-list.sql.ts';
import { blankSecretLetters, sendDraft, sendLetter, writeLetter, type NewLetter } from './letters.ts';
import { now, releaseClock, stopClockAt } from './clock.ts';

afterEach(releaseClock);

type PostOffice = {
  url: string;
  mails: ParsedMail[];
  refuse: (address: string) => boolean;
  close: () => Promise<void>;
};

/** A real SMTP server on loopback that keeps what it is given. */
async function openPostOffice(): Promise<PostOffice> {
  const office: Omit<PostOffice, 'url' | 'close'> = { mails: [], refuse: () => false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      office.refuse(address)
        ? done(Object.assign(new Error('No such person'), { responseCode: 550 }))
        : done(),
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        office.mails.push(mail);
        done();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return Object.assign(office, {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((closed) => server.close(closed)),
  });
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const letter: NewLetter = {
  kind: 'test.offer',
  to: { name: 'Amara Udeh', address: 'amara.udeh@ox.example' },
  replyTo: 'cmalt@ox.example',
  words: {
    subject: '[CMALT] Your place',
    greeting: 'Dear Amara',
    paragraphs: ['A place is yours. <b>Not bold</b>'],
    facts: [['Reply by', 'Wed 17 January 2024, 12 noon (UK time)']],
    action: { label: 'Answer the offer', path: '/applications/x/offer' },
    signedBy: 'The CMALT team',
  },
};

async function openPost(smtpUrl?: string) {
  useSettings(
    testSettings({ WAYMARK_URL: 'https://waymark.example', ...(smtpUrl ? { SMTP_URL: smtpUrl } : {}) }),
  );
  const { db, pool } = await freshDatabase();
  const write = (one: NewLetter) => inTransaction(db, (tx) => writeLetter(tx, one));
  return { db, write, drain: () => drainJobs({ db, pool, tasks: [sendLetter], sweeps: [] }) };
}

test('a letter goes out once by SMTP, as text and HTML from the same words, to be answered to the function', async () => {
  const office = await openPostOffice();
  const { db, write, drain } = await openPost(office.url);
  const id = await write(letter);
  await drain();
  await sendLetter.run(db, { letterId: id });
  expect(office.mails).toHaveLength(1);
  const [mail] = office.mails;
  expect(mail?.subject).toBe('[CMALT] Your place');
  expect(mail?.replyTo?.text).toContain('cmalt@ox.example');
  expect(mail?.text).toContain('https://waymark.example/applications/x/offer');
  expect(mail?.html).toContain('&#60;b&#62;Not bold');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect((await findLetter(db, id))?.state).toBe('sent');
  await office.close();
});

test('a line break in a name or subject adds no header', async () => {
  const office = await openPostOffice();
  const { write, drain } = await openPost(office.url);
  await write({
    ...letter,
    to: { name: 'Amara\r\nBcc: all@ox.example', address: 'amara.udeh@ox.example' },
    words: { ...letter.words, subject: 'Hello\r\nBcc: all@ox.example' },
  });
  await drain();
  expect(office.mails[0]?.bcc).toBeUndefined();
  expect(office.mails[0]?.subject).toBe('Hello Bcc: all@ox.example');
  await office.close();
});

test('an address that the post refuses bounces with its code, and can be sent again', async () => {
  const office = await openPostOffice();
  office.refuse = (address) => address.startsWith('amara');
  const { db, write, drain } = await openPost(office.url);
  const id = await write(letter);
  await drain();
  expect(await findLetter(db, id)).toMatchObject({ state: 'bounced', trouble: 'refused with 550' });
  office.refuse = () => false;
  expect(await inTransaction(db, (tx) => sendDraft(tx, id))).toBe(true);
  await drain();
  expect((await findLetter(db, id))?.state).toBe('sent');
  await office.close();
});

test('a letter that no post office took says so, and can be sent again when one answers', async () => {
  const office = await openPostOffice();
  const { db, write, drain } = await openPost(office.url);
  await office.close();
  const id = await write(letter);
  await expect(drain()).rejects.toThrow('send-letter failed');
  expect(await findLetter(db, id)).toMatchObject({ state: 'sending', trouble: 'not taken yet' });
  expect(await inTransaction(db, (tx) => sendDraft(tx, id))).toBe(true);
  expect((await findLetter(db, id))?.state).toBe('queued');
});

test('a draft waits until somebody sends it, and two who press at once send one letter', async () => {
  const office = await openPostOffice();
  const { db, write, drain } = await openPost(office.url);
  const id = await write({ ...letter, asDraft: true });
  await drain();
  expect(office.mails).toHaveLength(0);
  const sent = await Promise.all([1, 2, 3].map(() => inTransaction(db, (tx) => sendDraft(tx, id))));
  expect(sent.filter(Boolean)).toHaveLength(1);
  await drain();
  expect(office.mails).toHaveLength(1);
  await office.close();
});

test('without a post office a letter is kept as sent, to be read in the mailbox', async () => {
  const { db, write, drain } = await openPost();
  await write(letter);
  await drain();
  expect((await newestLetters(db)).map(({ state }) => state)).toEqual(['sent']);
});

test('a letter that opened a door loses its words after a day, others keep theirs', async () => {
  const { db, write } = await openPost();
  const secret = await write({ ...letter, secret: true });
  const plain = await write(letter);
  stopClockAt(now().add({ hours: 25 }));
  await blankSecretLetters.run(db, {});
  expect((await findLetter(db, secret))?.text).toBe('');
  expect((await findLetter(db, plain))?.text).toContain('A place is yours');
});
