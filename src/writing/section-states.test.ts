import { expect, test } from 'vitest';
import { giveFeedback, sharePortfolio, slotsOf } from '#portfolio';
import { openHouse } from '#test/house.ts';
import { samplePortfolio, sampleSection } from '../portfolio/samples.ts';
import { samplePersonWith } from '../programme/samples.ts';

test('the home page and the map say the same state of every section with the same words and the same sign', async () => {
  const house = await openHouse();
  const { run, person, portfolio } = await samplePortfolio(house);
  const mentor = await samplePersonWith(house, run, 'Dana Whitfield', 'mentor');
  const keys = slotsOf(portfolio, []).map(({ key }) => key);
  const written = { description: 'I did it.' };
  await sampleSection(house, portfolio, 'c1a', written, { mark: 'drafting' });
  await sampleSection(house, portfolio, 'c1b', written, { mark: 'ready-for-feedback' });
  await sampleSection(house, portfolio, 'c2a', written, { mark: 'ready-for-feedback' });
  await sampleSection(house, portfolio, 'c2b', written, { mark: 'ready' });
  await house.write(async (tx) => {
    await sharePortfolio(tx, portfolio, { withPersonId: mentor.id, untilDay: '2027-06-30', asks: '' });
    await giveFeedback(tx, portfolio, mentor.id, { slot: 'c2a', component: '', words: 'Go on.' });
  });
  const statesOn = async (path: string) => {
    const { text } = await house.visit(path, person);
    return Object.fromEntries(
      keys.flatMap((key) => {
        const row =
          text
            .split('<tr')
            .slice(1)
            .find((one) => one.includes(`/sections/${key}"`)) ?? '';
        const said = /<span class="state state-(\w+)">(?:<[^>]*>)*\s*([^<]+)</.exec(row);
        return said ? [[key, `${said[2]} (${said[1]})`]] : [];
      }),
    );
  };
  const onMap = await statesOn(`/portfolio/${portfolio.id}`);
  expect(new Set(Object.values(onMap))).toEqual(
    new Set([
      'Drafting (now)',
      'Ready for feedback (waiting)',
      'Feedback given (attention)',
      'Ready (done)',
      'Not started (closed)',
    ]),
  );
  expect(await statesOn('/home')).toEqual(onMap);
});
