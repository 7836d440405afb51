import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remoteOf } from './headers.ts';

const NEIGHBOUR = '10.0.0.1';

test('with no trusted proxy, whatever the header says changes nothing', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(remoteOf(header, '198.51.100.4', 0)).toBe('198.51.100.4');
    }),
  );
});

test('with so many trusted proxies, what a caller writes into the header themselves changes nothing', () => {
  const address = fc.ipV4();
  fc.assert(
    fc.property(
      fc.array(fc.oneof(address, fc.string())),
      fc.array(address, { minLength: 1, maxLength: 4 }),
      (forged, added) => {
        const header = [...forged, ...added].join(', ');
        expect(remoteOf(header, NEIGHBOUR, added.length)).toBe(added[0]);
      },
    ),
  );
});

test.each([
  ['one proxy', '203.0.113.9', 1, '203.0.113.9'],
  ['two proxies', '203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
  ['a port beside the address', '203.0.113.9:5512', 1, '203.0.113.9'],
  ['a newer address with its port', '[2001:DB8::7]:5512', 1, '2001:db8::7'],
  ['the older address inside a newer one', '::ffff:203.0.113.9', 1, '203.0.113.9'],
  ['no header', null, 1, NEIGHBOUR],
  ['an empty header', '', 1, NEIGHBOUR],
  ['fewer addresses than proxies', '203.0.113.9', 2, NEIGHBOUR],
  ['no address at that place', 'unknown', 1, NEIGHBOUR],
])(
  '%s: the caller is who the furthest trusted proxy saw, or else the neighbour',
  (_, header, proxies, is) => {
    expect(remoteOf(header, NEIGHBOUR, proxies)).toBe(is);
  },
);
