import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { faultsOf } from '../../test/support/page-check.ts';
import { EditionView } from './edition.view.tsx';
import { FrameworksView } from './frameworks.view.tsx';
import { PathwayView } from './pathway.view.tsx';
import { coverageInWords, moneyInWords, needInWords } from './scheme-words.ts';
import { cmalt, fellowship } from './samples.ts';

const editions = [cmalt, fellowship];

function pageOf(title: string, body: string): string {
  return `<html lang="en-GB"><head><title>${title}</title></head><body>${body}</body></html>`;
}

test('every page about a framework has one h1, and no id twice', () => {
  const pages = [
    pageOf('Pathways', renderToString(<FrameworksView editions={editions} />)),
    ...editions.flatMap((edition) => [
      pageOf(edition.title, renderToString(<EditionView edition={edition} />)),
      ...edition.pathways.map((pathway) =>
        pageOf(pathway.title, renderToString(<PathwayView edition={edition} pathway={pathway} />)),
      ),
    ]),
  ];
  expect(pages.flatMap(faultsOf)).toEqual([]);
  expect(pages).toHaveLength(10);
});

test('the Associate page says that it is unconfirmed; the CMALT page does not', () => {
  const pageFor = (id: string) => {
    const pathway = cmalt.pathways.find((one) => one.id === id);
    return pathway ? renderToString(<PathwayView edition={cmalt} pathway={pathway} />) : '';
  };
  expect(pageFor('associate')).toContain('This pathway is unconfirmed.');
  expect(pageFor('cmalt')).toContain('5 Specialist option');
  expect(pageFor('cmalt')).not.toContain('unconfirmed');
});

test('an edition’s page says each unknown fee is to be confirmed, and lists the windows in words', () => {
  const page = renderToString(<EditionView edition={cmalt} />);
  expect(page).toContain('To be confirmed');
  expect(page).toContain('£94');
  expect(page).toContain('Thu 30 May 2024, 12 noon');
  expect(page).toContain('From Tue 7 January 2025 onwards');
});

test('needs are said in words', () => {
  const need = (edition: typeof cmalt, pathwayId: string, sectionId: string) => {
    const pathway = edition.pathways.find(({ id }) => id === pathwayId);
    const section = edition.sections.find(({ id }) => id === sectionId);
    return pathway && section && needInWords(pathway, section);
  };
  expect(need(cmalt, 'cmalt', 'specialist')).toBe('At least 1');
  expect(need(cmalt, 'cmalt', 'advanced')).toBe('None');
  expect(need(cmalt, 'senior', 'c3b')).toBe('Required');
  expect(need(fellowship, 'senior-fellow', 'case')).toBe('Exactly 2');
  expect(need(fellowship, 'associate-fellow', 'area3')).toBe('Choose 2 of 5');
});

test('coverage and money are said in words', () => {
  const [associate] = fellowship.pathways;
  expect(associate && coverageInWords(fellowship, associate)).toEqual([
    'Professional values: V1 and V3 at least.',
    'Core knowledge: K1, K2 and K3 at least.',
    'Areas of activity: at least 2, whichever they are.',
  ]);
  expect([moneyInWords(9400, 'GBP'), moneyInWords(9450, 'GBP')]).toEqual(['£94', '£94.50']);
});
