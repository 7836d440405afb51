import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { declareLetter, writeLetterOf } from '#letter';
import { findLetter } from '#platform/letter-list.sql.ts';
import { openHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';

type PostOffice = {
  url: string;
  mails: ParsedMail[];
  refuses: Map<string, number>;
  close: () => Promise<void>;
};

const open: (() => Promise<void>)[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((close) => close()))));

/** A real SMTP server on loopback that keeps what it is given and refuses whom it is told to, for now or for good. */
async function openPostOffice(): Promise<PostOffice> {
  const mails: ParsedMail[] = [];
  const refuses = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      const code = refuses.get(address);
      return code ? done(Object.assign(new Error('Not taken'), { responseCode: code })) : done();
    },
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((closed) => server.close(closed));
  open.push(close);
  return { url: `smtp://127.0.0.1:${port}`, mails, refuses, close };
}

const news = declareLetter({
  kind: 'programme.enquiry',
  title: 'News',
  when: 'now',
  to: 'everybody',
  placeholders: {
    asker: { means: 'who', example: 'x' },
    question: { means: 'what', example: 'x', needed: true },
    'asker-address': { means: 'where', example: 'x' },
  },
  link: { means: 'a page', example: '/' },
});

/** A run with so many drafts about it, and the coordinator before the outbox. */
async function openOutbox(names: readonly string[], change: Record<string, string> = {}) {
  const house = await openHouse(change);
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator');
  const ids: string[] = [];
  for (const name of names) {
    const person = await samplePersonWith(house, run, name);
    const written = await house.write((tx) =>
      writeLetterOf(tx, news, {
        run,
        to: { personId: person.id, name: person.name, address: person.email },
        values: {
          asker: name,
          question: name === 'Lacking Lee' ? undefined : 'Come along.',
          'asker-address': 'x',
        },
        link: '/workshops',
        about: `run:${run.id}`,
        asDraft: true,
      }),
    );
    ids.push(written.id);
  }
  const outbox = `/desk/${run.id}/letters`;
  const states = async () => Promise.all(ids.map(async (id) => (await findLetter(house.db, id))?.state));
  return { house, run, farida, ids, outbox, states, path: `${outbox}/${ids[0]}` };
}

const sealIn = (text: string): string => /name="seal" value="([^"]+)"/.exec(text)?.[1] ?? '';

test('S3.2: drafts are sent by filter after a step that says how many, and held or lacking ones stay behind', async () => {
  const office = await openPostOffice();
  const names = ['Amara Udeh', 'Amara Bell', 'Cosmo Finch', 'Lacking Lee', 'Hester Vale'];
  const { house, farida, ids, outbox, states } = await openOutbox(names, { SMTP_URL: office.url });
  await house.submit(`${outbox}/${ids[4]}/hold`, {}, farida);
  const asked = await house.visit(`${outbox}/send?to=amara`, farida);
  expect(asked.text).toContain('You are about to send 2 letters');
  await house.drain();
  expect(office.mails).toHaveLength(0);
  await house.submit(`${outbox}/send`, { to: 'amara', kind: '', seal: sealIn(asked.text) }, farida);
  expect(await states()).toEqual(['queued', 'queued', 'draft', 'draft', 'draft']);
  const rest = await house.visit(`${outbox}/send`, farida);
  expect(rest.text).toContain('You are about to send 1 letter');
  expect(rest.text).toContain('2 drafts stay behind');
  expect(rest.text).toContain('no value for {question}');
  await house.submit(`${outbox}/send`, { to: '', kind: '', seal: sealIn(rest.text) }, farida);
  await house.drain();
  expect(await states()).toEqual(['sent', 'sent', 'sent', 'draft', 'draft']);
  expect(office.mails.map((mail) => mail.replyTo?.text)).toEqual(Array(3).fill('cmalt@ox.example'));
  expect(await house.broken()).toEqual([]);
});

test('letters that changed since somebody agreed to send them are not sent, and the step is shown anew', async () => {
  const { house, farida, ids, outbox, states } = await openOutbox(['Amara Udeh', 'Cosmo Finch']);
  const asked = await house.visit(`${outbox}/send`, farida);
  await house.submit(`${outbox}/${ids[1]}/hold`, {}, farida);
  const answer = await house.submit(`${outbox}/send`, { to: '', kind: '', seal: sealIn(asked.text) }, farida);
  expect(answer.location).toBe(`${outbox}/send`);
  expect(await states()).toEqual(['draft', 'draft']);
});

test('many coordinators who send the same drafts at once send each letter once', async () => {
  const office = await openPostOffice();
  const { house, farida, outbox, path } = await openOutbox(['Amara Udeh', 'Cosmo Finch'], {
    SMTP_URL: office.url,
  });
  const seal = sealIn((await house.visit(`${outbox}/send`, farida)).text);
  await Promise.all([
    ...Array.from({ length: 4 }, () => house.submit(`${outbox}/send`, { to: '', kind: '', seal }, farida)),
    ...Array.from({ length: 4 }, () => house.submit(`${path}/send`, {}, farida)),
  ]);
  await house.drain();
  expect(office.mails).toHaveLength(2);
});

test('a draft is held, let go, edited and discarded; what is no draft any more is left alone', async () => {
  const { house, farida, outbox, path, states } = await openOutbox(['Amara Udeh']);
  await house.submit(`${path}/hold`, {}, farida);
  expect((await house.visit(path, farida)).text).toContain('Draft, held');
  await house.submit(`${path}/send`, {}, farida);
  expect(await states()).toEqual(['draft']);
  await house.submit(`${path}/release`, {}, farida);
  const words = {
    subject: 'For {name}',
    body: 'Only **you**: {question}\n\n{link}',
    linkLabel: 'Go',
    version: '1',
  };
  expect((await house.submit(`${path}/edit`, { ...words, intent: 'preview' }, farida)).text).toContain(
    'For Amara Udeh',
  );
  expect((await house.submit(`${path}/edit`, { ...words, body: '{questoin}' }, farida)).status).toBe(422);
  expect((await house.submit(`${path}/edit`, words, farida)).location).toBe(path);
  expect((await house.submit(`${path}/edit`, words, farida)).status).toBe(409);
  const page = await house.visit(path, farida);
  expect(page.text).toContain('<strong>you</strong>');
  expect(page.text).toContain('For Amara Udeh');
  await house.submit(`${path}/discard`, {}, farida);
  expect(await states()).toEqual(['discarded']);
  for (const act of ['send', 'hold', 'release', 'discard']) await house.submit(`${path}/${act}`, {}, farida);
  expect((await house.visit(`${path}/edit`, farida)).status).toBe(404);
  expect(await states()).toEqual(['discarded']);
  expect((await house.visit(`${outbox}?state=discarded`, farida)).text).toContain('For Amara Udeh');
  expect(await house.broken()).toEqual([]);
});

test('a letter that lacks a value goes out once its words say it otherwise', async () => {
  const { house, farida, ids, path, states } = await openOutbox(['Lacking Lee']);
  expect((await house.visit(`${path}/edit`, farida)).text).toContain('There is no value for {question}');
  const words = {
    subject: 'Hello',
    body: 'Dear {name},\n\nWe will tell you soon.\n\n{link}',
    linkLabel: 'Go',
    version: '1',
  };
  await house.submit(`${path}/edit`, words, farida);
  expect((await findLetter(house.db, ids[0] ?? ''))?.trouble).toBeUndefined();
  await house.submit(`${path}/send`, {}, farida);
  expect(await states()).toEqual(['queued']);
});

test('a sent letter is sent again with a preface, once for two who press, and the log shows both', async () => {
  const office = await openPostOffice();
  const { house, farida, outbox, path } = await openOutbox(['Amara Udeh'], { SMTP_URL: office.url });
  expect((await house.submit(`${path}/resend`, { preface: 'Again', times: '0' }, farida)).status).toBe(409);
  await house.submit(`${path}/send`, {}, farida);
  await house.drain();
  expect((await house.submit(`${path}/resend`, { preface: '', times: '0' }, farida)).status).toBe(422);
  const preface = 'You asked for **this** <b>again</b>.';
  const answers = await Promise.all(
    [1, 2, 3].map(() => house.submit(`${path}/resend`, { preface, times: '0' }, farida)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
  await house.drain();
  expect(office.mails).toHaveLength(2);
  const [first, second] = office.mails;
  expect(second?.subject).toBe(first?.subject);
  expect(second?.text?.startsWith('You asked for this <b>again</b>.')).toBe(true);
  expect(second?.text).toContain('Come along.');
  expect(second?.html).toContain('<strong>this</strong>');
  expect(second?.html).not.toContain('<b>');
  const location = answers.find((one) => one.location)?.location ?? '';
  expect((await house.visit(path, farida)).text).toContain(location);
  expect((await house.visit(location, farida)).text).toContain(path);
  expect((await house.visit(outbox, farida)).text.match(/A question from/g)).toHaveLength(2);
});

test('what the post refuses for good bounces and says so; what it refuses for now waits and goes later', async () => {
  const office = await openPostOffice();
  const { house, farida, outbox, states, ids } = await openOutbox(['Amara Udeh', 'Cosmo Finch'], {
    SMTP_URL: office.url,
  });
  office.refuses.set('amara.udeh@ox.example', 550);
  office.refuses.set('cosmo.finch@ox.example', 451);
  for (const id of ids) await house.submit(`${outbox}/${id}/send`, {}, farida);
  await house.drain().catch(() => undefined); // it says that a job has failed, which is the point
  expect(await states()).toEqual(['bounced', 'sending']);
  const page = (await house.visit(outbox, farida)).text;
  expect(page).toContain('Bounced: refused with 550');
  expect(page).toContain('On its way: not taken yet');
  office.refuses.clear();
  await house.pool.query('delete from graphile_worker._private_jobs');
  for (const id of ids) await house.submit(`${outbox}/${id}/send`, {}, farida);
  await house.drain();
  expect(await states()).toEqual(['sent', 'sent']);
  expect(office.mails).toHaveLength(2);
});

test('letters are found by person, kind and state; a sign that means anything to the database is a sign', async () => {
  const { house, farida, outbox } = await openOutbox(['Amara Udeh', 'Cosmo Finch', '100% Sure_']);
  const found = async (query: string) =>
    ((await house.visit(`${outbox}${query}`, farida)).text.match(/data-none|role="rowheader"/g) ?? []).length;
  expect(await found('')).toBe(3);
  expect(await found('?to=COSMO')).toBe(1);
  expect(await found(`?to=${encodeURIComponent('%')}`)).toBe(1);
  expect(await found('?to=_')).toBe(1);
  expect(await found('?kind=programme.enquiry&state=draft')).toBe(3);
  expect(await found('?kind=place.offered')).toBe(0);
  expect(await found('?state=sent')).toBe(0);
  expect(await found('?state=banana')).toBe(3);
});

test('a page that is only looked at changes no letter, and nobody but a coordinator of the run looks', async () => {
  const { house, run, outbox, path, states, farida } = await openOutbox(['Amara Udeh']);
  const amara = await samplePersonWith(house, run, 'Amara Udeh');
  for (const address of [outbox, path, `${path}/edit`, `${outbox}/send`]) {
    expect((await house.visit(address, farida)).status).toBe(200);
    expect((await house.visit(address, amara)).status).toBe(404);
  }
  for (const act of ['send', 'hold', 'release', 'discard', 'resend', 'edit'])
    expect((await house.submit(`${path}/${act}`, {}, amara)).status).toBe(404);
  expect((await house.submit(`${outbox}/send`, { seal: 'x' }, amara)).status).toBe(404);
  expect(await states()).toEqual(['draft']);
});
