import { expect, test } from 'vitest';
import { openHouse } from '#test/house.ts';

const house = await openHouse();

test('anyone reads the schemes, an edition and a pathway, and shared caches may keep them', async () => {
  for (const [path, words] of [
    ['/frameworks', 'CMALT Accreditation Framework'],
    ['/frameworks/alt-cmalt-2019-07', 'What a portfolio holds'],
    ['/frameworks/alt-cmalt-2019-07/associate', 'This pathway is unconfirmed.'],
    ['/frameworks/advance-he-psf-2023/fellow', 'Over the whole portfolio'],
  ] as const) {
    const { status, text, response } = await house.visit(path);
    expect([path, status]).toEqual([path, 200]);
    expect(text).toContain(words);
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
  }
});

test('an edition or a pathway that is not on file is not there', async () => {
  for (const path of [
    '/frameworks/alt-cmalt-2031-01',
    '/frameworks/alt-cmalt-2019-07/grand-master',
    '/frameworks/alt-cmalt-2019-07/constructor',
    '/frameworks/__proto__',
    '/frameworks/alt-cmalt-2019-07/fellow',
    '/frameworks/nothing/associate',
  ]) {
    expect([path, (await house.visit(path)).status]).toEqual([path, 404]);
  }
});
