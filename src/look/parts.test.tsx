import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import {
  ButtonForm,
  Checkboxes,
  DateTimeField,
  ErrorSummary,
  Radios,
  Select,
  TextArea,
  TextField,
  fieldId,
} from './field.tsx';
import { Layout, document, titleOf } from './layout.tsx';
import { DataTable } from './table.tsx';
import { Trail } from './trail.tsx';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='x'>`;
const institution = { name: 'Exampleton', unit: 'Learning', home: '/' };
const page = { institution, nav: [], footer: [], assets: { style: '/s.css', scripts: ['/s.js'] } };

test('a text field ties its label, hint and error to its control', () => {
  const html = renderToString(
    <TextField name="email" label="E-mail" hint="Where we write to." error="Enter an address" />,
  );
  expect(html).toContain('<label for="field-email">E-mail</label>');
  expect(html).toContain('aria-describedby="field-email-hint field-email-error"');
  expect(html).toContain('id="field-email-hint"');
  expect(html).toContain('id="field-email-error"');
  expect(html).toContain('aria-invalid="true"');
});

test('a field without hint or error describes itself by nothing', () => {
  const html = renderToString(<TextField name="email" label="E-mail" />);
  expect(html).not.toContain('aria-describedby');
  expect(html).not.toContain('aria-invalid');
  expect(html).not.toContain('optional');
});

test('an optional field says so in its label', () => {
  expect(renderToString(<TextField name="a" label="Year" optional />)).toContain(
    'Year<span class="optional"> (optional)</span></label>',
  );
});

test('the error summary links to the control that a field of the same name has, whatever is in the name', () => {
  const name = 'ratings[2b].description';
  const summary = renderToString(<ErrorSummary errors={[{ field: name, message: 'Choose a rating' }]} />);
  expect(summary).toContain(`href="#${fieldId(name)}"`);
  expect(renderToString(<TextField name={name} label="Rating" />)).toContain(`id="${fieldId(name)}"`);
  const options = [{ value: 's', label: 'Strong' }];
  expect(renderToString(<Radios name={name} label="Rating" options={options} />)).toContain(
    `<input id="${fieldId(name)}"`,
  );
  expect(renderToString(<DateTimeField name={name} label="When" zone="UK time" />)).toContain(
    `<input id="${fieldId(name)}"`,
  );
});

test('no errors make no summary', () => {
  expect(renderToString(<ErrorSummary errors={[]} />)).toBe('');
});

test('hostile text in every part of a field comes out as text', () => {
  const option = { value: HOSTILE, label: HOSTILE, hint: HOSTILE };
  const frame = { name: 'a', label: HOSTILE, hint: HOSTILE, error: HOSTILE };
  for (const html of [
    renderToString(<TextField {...frame} value={HOSTILE} />),
    renderToString(<TextArea {...frame} value={`</textarea>${HOSTILE}`} words />),
    renderToString(<Select {...frame} options={[option]} value={HOSTILE} />),
    renderToString(<Checkboxes {...frame} options={[option]} values={[HOSTILE]} />),
    renderToString(<ErrorSummary errors={[{ field: HOSTILE, message: HOSTILE }]} />),
    renderToString(<Trail label={HOSTILE} signs={[{ title: HOSTILE, lines: [HOSTILE], place: 'here' }]} />),
    renderToString(
      <ButtonForm action={HOSTILE} values={{ a: HOSTILE }} confirm={{ question: HOSTILE, yes: HOSTILE }}>
        {HOSTILE}
      </ButtonForm>,
    ),
  ]) {
    expect(html).not.toMatch(/<(script|img)/);
    expect(html).not.toMatch(/<\/textarea>.*<\/textarea>/s);
  }
});

test('text that starts with an empty line keeps it in a textarea', () => {
  expect(renderToString(<TextArea name="a" label="A" value={'\nkept'} />)).toContain('>\n\nkept</textarea>');
});

test('only the chosen options of a select, radios and checkboxes are chosen', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ value, label: value.toUpperCase() }));
  const chosen = (html: string) =>
    [...html.matchAll(/<(?:option|input)[^>]*value="(\w)"[^>]*?(?: selected| checked)/g)].map(
      (hit) => hit[1],
    );
  expect(chosen(renderToString(<Select name="x" label="X" options={options} value="b" />))).toEqual(['b']);
  expect(chosen(renderToString(<Radios name="x" label="X" options={options} value="c" />))).toEqual(['c']);
  expect(
    chosen(renderToString(<Checkboxes name="x" label="X" options={options} values={['a', 'c']} />)),
  ).toEqual(['a', 'c']);
});

test('the title of a refused form starts with "Error:" and ends with whose page it is', () => {
  expect(titleOf({ title: 'About you', institution, hasErrors: true })).toBe(
    'Error: About you - Exampleton Learning',
  );
  expect(titleOf({ title: 'Home', institution: { name: 'Exampleton', home: '/' } })).toBe(
    'Home - Exampleton',
  );
});

test('a page carries no style attribute, no inline script and no event attribute', () => {
  const html = document(
    <Layout
      {...page}
      title={HOSTILE}
      notice={{ kind: 'done', text: HOSTILE }}
      account={{ viewer: { name: HOSTILE }, links: [], signOutAction: '/o' }}
    >
      <h1>{HOSTILE}</h1>
    </Layout>,
  );
  expect(html).toMatch(/^<!doctype html><html lang="en-GB">/);
  expect(html).not.toMatch(/<[^>]* style=/);
  expect(html).not.toMatch(/<[a-z][^>]* on\w+=/i);
  expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/s.js">']);
});

test('signing out is a post and forgets what the device kept', () => {
  const html = renderToString(
    <Layout
      {...page}
      title="Home"
      account={{ viewer: { name: 'Amara' }, links: [], signOutAction: '/sign-out' }}
    >
      <h1>Home</h1>
    </Layout>,
  );
  expect(html).toMatch(/<form[^>]*method="post" action="\/sign-out"[^>]*data-forget/);
});

test('only the page that one is on is marked in the navigation', () => {
  const nav = ['home', 'people'].map((id) => ({ id, label: id, href: `/${id}` }));
  const html = renderToString(
    <Layout {...page} nav={nav} section="people" title="People">
      <h1>People</h1>
    </Layout>,
  );
  expect(html.match(/<a[^>]*aria-current[^>]*>/g)).toEqual(['<a href="/people" aria-current="true">']);
});

test('a trail marks the one sign where a person stands', () => {
  const places = ['past', 'here', 'ahead'] as const;
  const html = renderToString(
    <Trail label="Your way" signs={places.map((place) => ({ title: place, lines: [], place }))} />,
  );
  expect(html.match(/aria-current="step"/g)).toHaveLength(1);
  expect(html).toMatch(/^<div class="trail-room"><ol class="trail" aria-label="Your way">/);
});

test('a table without rows gives way to what it says of that', () => {
  const columns = [{ key: 'n', label: 'Name', cell: (row: string) => row }];
  expect(
    renderToString(<DataTable caption="People" columns={columns} rows={[]} empty={<p>Nobody yet</p>} />),
  ).toBe('<p>Nobody yet</p>');
});

test('each row of a table has one header, and its boxes say whom they choose', () => {
  const columns = ['Name', 'Unit'].map((label, at) => ({
    key: label,
    label,
    cell: (row: string[]) => row[at],
  }));
  const choose = {
    form: 'bulk',
    name: 'chosen',
    value: (row: string[]) => row[0] ?? '',
    label: (row: string[]) => `Choose ${row[0]}`,
  };
  const html = renderToString(
    <DataTable
      caption="People"
      columns={columns}
      rows={[
        ['Ada', 'IT'],
        ['Bo', 'Library'],
      ]}
      choose={choose}
    />,
  );
  expect(html.match(/scope="row"/g)).toHaveLength(2);
  expect(html).toContain(
    '<input type="checkbox" form="bulk" name="chosen" value="Ada" aria-label="Choose Ada"',
  );
});
