import { beforeAll, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { sweeps, tasks } from '#house';
import { rehearseFrom } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { figures, type FigureRow } from './figure.sql.ts';
import { loadDemo } from './load-demo.ts';
import { isAllTold } from './loading.sql.ts';
import { crawl } from './samples.ts';

let house: TestHouse;
let people: FigureRow[];
let page: string;

beforeAll(async () => {
  rehearseFrom(Temporal.Instant.from('2024-03-05T09:00:00Z'));
  house = await openHouse();
  await loadDemo({ ...house, tasks, sweeps });
  people = await figures(house.db);
  page = wordsOf((await house.visit('/programmes/cmalt/2024')).text);
}, 120_000);

/** What a reader sees: text without marks, with single spaces. */
function wordsOf(html: string): string {
  return html
    .replace(/<(script|style|head)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<\/?(?:strong|em|a)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#?\w+;/g, (sign) => ({ '&amp;': '&', '&#39;': '’', '&quot;': '"' })[sign] ?? ' ')
    .replace(/\s+/g, ' ');
}

/** Every fact of the page that the University published for 2024, each in words of ours. */
test.each([
  ['the name in full', /Certified Membership of the Association for Learning Technology/],
  ['who runs the scheme', /Association for Learning Technology \(ALT\) runs the scheme/],
  ['the framework’s name', /CMALT Accreditation Framework/],
  ['professional accreditation', /professional accreditation, recognised internationally/],
  ['in this country and abroad', /in the United Kingdom and abroad/],
  ['assessed by peers', /your peers assess it/],
  ['the three pathways', /Associate CMALT, CMALT and Senior CMALT/],
  ['what learning technology means', /technologies for informing, communicating and connecting/],
  ['workshops that prepare', /series of workshops that helps you to prepare your application/],
  ['recognition', /Recognition\./],
  ['sharing practice', /Sharing practice\./],
  ['professional development', /Professional development\./],
  ['for whom', /staff who have learning technology or digital education as the main element of their role/],
  ['learning technologists', /learning technologists/],
  ['administrators', /administrators/],
  ['IT support staff', /IT support staff/],
  ['librarians', /librarians/],
  ['academic staff', /academic staff/],
  ['research staff', /research staff/],
  ['no prerequisites', /Are there prerequisites\? No\./],
  ['help with the pathway', /first workshop we help you to work out which/],
  ['the application form', /Fill in the application form/],
  ['without SSO', /If you do not have an Oxford single sign-on \(SSO\) account, contact us/],
  ['five workshops', /five interactive workshops/],
  ['preparation', /small amount of preparation comes before each workshop/],
  ['Canvas', /course site in Canvas, for participants only/],
  ['office hours for feedback', /Office hours run regularly .* have a section of your draft read/],
  ['the deadline', /Mon(?:day)? 8 Jan(?:uary)?(?: 2024)?,? (?:at )?12 ?noon/],
  ['the deadline’s week', /Wk 0, HT24/],
  ['that it has closed', /Applications closed/i],
  ['the notification week', /15 Jan/],
  ['workshop 1', /Thu(?:rsday)? 18 Jan(?:uary)?(?: 2024)?,? 9\.30am (?:to|–|-) ?12\.30pm/],
  ['the week of workshop 1', /Wk 1, HT24/],
  ['workshop 2', /Mon(?:day)? 19 Feb(?:ruary)?(?: 2024)?,? 10am (?:to|–|-) ?12 ?noon/],
  ['the week of workshop 2', /Wk 6, HT24/],
  ['workshop 3', /Tue(?:sday)? 12 Mar(?:ch)?(?: 2024)?,? 11am (?:to|–|-) ?1pm/],
  ['the week of workshop 3, left blank there', /Wk 9, HT24/],
  ['workshop 4', /Thu(?:rsday)? 11 Apr(?:il)?(?: 2024)?,? 10am (?:to|–|-) ?12 ?noon/],
  ['the week of workshop 4', /Wk [−-]1, TT24/],
  ['workshop 5', /Mon(?:day)? 13 May(?: 2024)?,? 2(?:pm)? ?(?:to|–|-) ?4pm/],
  ['the week of workshop 5', /Wk 4, TT24/],
  ['assessed outside', /assessed by ALT, outside the University/],
  ['registering after the first workshop', /After the first workshop.* register for it with ALT/],
  ['two years to submit', /up to two years to submit your portfolio/],
  ['the day is yours', /date is yours to choose/],
  ['what you get', /awarded Associate CMALT, CMALT or Senior CMALT/],
  ['by role and responsibilities', /depends on your role and responsibilities/],
  ['free for staff', /programme is free for all Oxford staff/],
  ['a fee to ALT', /ALT charges a fee to register/],
  ['by level', /depends on the level of accreditation/],
  ['what registration covers', /covers the accreditation process, the assessment, and a second assessment/],
  [
    'how long it is valid',
    /valid for two years, or until the first submission deadline after those two years/,
  ],
  ['finding out more', /How can I find out more\?/],
])('the page of the 2024 run tells %s', (_fact, words) => {
  expect(page).toMatch(words);
});

test('in March 2024 only what had happened by then is in the house', async () => {
  expect(await isAllTold(house.db)).toBe(false);
  expect(people.some(({ slug }) => slug === 'amara')).toBe(true);
  expect(people.some(({ slug }) => slug === 'niamh')).toBe(false);
  expect((await house.visit('/programmes/cmalt/2027')).status).toBe(404);
  expect(page).toContain('Workshop 3 of 5');
  expect(await house.broken()).toEqual([]);
});

test.each(['candidate', 'coordinator', 'mentor', 'registrar', 'assessor', 'holder'])(
  'in March 2024 every link that the later %s can reach leads to a sound page',
  async (lead) => {
    const figure = people.find((one) => one.lead === lead);
    const { faults } = await crawl(house, { as: { id: figure?.personId ?? '' }, limit: 80 });
    expect(faults).toEqual([]);
  },
);
