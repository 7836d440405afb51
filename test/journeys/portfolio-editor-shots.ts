import { serve } from '@hono/node-server';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import { test } from 'vitest';
import { parse } from 'yaml';
import { samplePersonWith } from '../../src/programme/samples.ts';
import { addEvidence } from '../../src/portfolio/evidence-keep.ts';
import { giveFeedback } from '../../src/portfolio/comment.ts';
import { sharePortfolio } from '../../src/portfolio/share.ts';
import { samplePortfolio, sampleSection } from '../../src/portfolio/samples.ts';
import { setAside } from '../../src/portfolio/section-text.sql.ts';
import { openHouse } from '../support/house.ts';

const house = await openHouse();
test('shots', async () => {
  const { portfolio, person, run } = await samplePortfolio(house);
  const dana = await samplePersonWith(house, run, 'Dana Whitfield', 'mentor');
  const all = parse(readFileSync('demo/portfolios.yaml', 'utf8')) as any;
  const amara = all.portfolios.find((one: any) => one.person === 'amara');
  for (const [slot, said] of Object.entries<any>(amara.sections)) {
    const texts: Record<string, string> = {};
    for (const key of ['text', 'description', 'reflection']) if (said[key]) texts[key] = said[key];
    const key = /specialist/.test(slot) ? 'specialist.1' : slot;
    try { await sampleSection(house, portfolio, key, texts, { title: said.title ?? said.topic?.title ?? '', ...(said.topic ? { topicType: said.topic.kind } : {}), mark: said.mark ?? 'drafting' }); } catch (e) { console.log(slot, String(e)); }
  }
  for (const e of amara.evidence) {
    await house.write((tx) => addEvidence(tx, portfolio, { title: e.title, shows: '', link: e.link ?? 'https://example.org/' + e.id, permission: e.permission, peopleShown: '', access: e.access === 'assessors' ? 'assessors' : 'open', usedIn: e.usedIn })).catch((x) => console.log(String(x.refusal?.says ?? x)));
  }
  await house.write(async (tx) => {
    await sharePortfolio(tx, portfolio, { withPersonId: dana.id, untilDay: '2027-06-30', asks: '' });
    await giveFeedback(tx, portfolio, dana.id, { slot: 'c2b', component: 'description', words: 'Strong detail. What did the other two do, and did that surprise you?' });
    await giveFeedback(tx, portfolio, dana.id, { slot: 'c1a', component: 'reflection', words: 'I believe you about the chat. Could you say in one line what you would look for next time?' });
    await setAside(tx, { portfolioId: portfolio.id, slot: 'c1a', field: 'description' }, (amara.sections.c1a.description as string).replace('lively', 'loud').replace('nearly everyone', 'almost everybody who was asked') + '\n\nOne more paragraph from the train.');
  });
  await sampleSection(house, portfolio, 'c1b', { description: amara.sections.c1b.description.replace('daily', 'every day') });
  const server = serve({ fetch: house.ask, port: 0, hostname: '127.0.0.1' });
  await new Promise((ready) => server.once('listening', ready));
  const base = `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  const [name = '', value = ''] = (await house.cookieOf(person)).split('=');
  const at = `/portfolio/${portfolio.id}`;
  const pages: Record<string, string> = { map: at, desk: `${at}/sections/c1a`, deskspec: `${at}/sections/specialist.1`, deskcontext: `${at}/sections/context`, both: `${at}/sections/c1a/both`, history: `${at}/sections/c1a/history`, version: `${at}/sections/c1a/history/description/1`, read: `${at}/read` };
  const only = process.env.SHOTS?.split(',');
  for (const [w, h, scheme] of [[1366, 900, 'light'], [390, 844, 'light'], [1366, 900, 'dark'], [390, 844, 'dark']] as const) {
    const context = await browser.newContext({ viewport: { width: w, height: h }, colorScheme: scheme });
    await context.addCookies([{ name, value, url: base }]);
    const page = await context.newPage();
    for (const [what, path] of Object.entries(pages)) {
      if (only && !only.includes(what)) continue;
      if (scheme === 'dark' && !['map', 'desk', 'both'].includes(what)) continue;
      await page.goto(base + path);
      await page.waitForTimeout(250);
      await page.screenshot({ path: `/tmp/waymark/pw/${what}-${w}-${scheme}.png`, fullPage: what !== 'read' });
    }
    await context.close();
  }
  await browser.close();
  server.close();
}, 240000);
