import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { closeHistory, redo, undo } from 'prosemirror-history';
import { wrapInList } from 'prosemirror-schema-list';
import type { MarkType, NodeType } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { make } from '#look/way-element.ts';
import { mayLinkTo } from '#platform/prose.ts';
import { schema } from './editor-document.ts';

/** One thing that the toolbar does. `isOn` tells whether it is in force where the cursor stands. */
export type Tool = {
  readonly label: string;
  /** As it is pressed, for the title; "Mod" is Ctrl or Command. */
  readonly keys?: string;
  readonly run: Command;
  readonly isOn?: (state: EditorState) => boolean;
};

const { nodes, marks } = schema;

/** What does a tool's work is one step to undo, apart from the typing before it. */
function oneStep(run: Command): Command {
  return (state, dispatch, view) =>
    run(state, dispatch && ((change) => dispatch(closeHistory(change))), view);
}

const FORMS: readonly Tool[] = [
  {
    label: 'Bold',
    keys: 'Mod-b',
    run: toggleMark(marks.strong),
    isOn: (state) => hasMark(state, marks.strong),
  },
  {
    label: 'Italic',
    keys: 'Mod-i',
    run: toggleMark(marks.emphasis),
    isOn: (state) => hasMark(state, marks.emphasis),
  },
  { label: 'Heading', keys: 'Mod-Alt-1', run: toggleHeading(1), isOn: (state) => isHeading(state, 1) },
  { label: 'Subheading', keys: 'Mod-Alt-2', run: toggleHeading(2), isOn: (state) => isHeading(state, 2) },
  {
    label: 'List',
    keys: 'Mod-Shift-8',
    run: toggleList(nodes.bullet_list),
    isOn: (state) => isIn(state, nodes.bullet_list),
  },
  {
    label: 'Numbers',
    keys: 'Mod-Shift-7',
    run: toggleList(nodes.ordered_list),
    isOn: (state) => isIn(state, nodes.ordered_list),
  },
  {
    label: 'Quote',
    keys: 'Mod-Shift-9',
    run: toggleQuote,
    isOn: (state) => isIn(state, nodes.blockquote),
  },
  { label: 'Link', keys: 'Mod-k', run: askForLink, isOn: (state) => hasMark(state, marks.link) },
];

/** The tools, in the order of the toolbar. */
export const TOOLS: readonly Tool[] = [
  ...FORMS.map((tool) => ({ ...tool, run: oneStep(tool.run) })),
  { label: 'Undo', keys: 'Mod-z', run: undo },
  { label: 'Redo', keys: 'Mod-y', run: redo },
];

function hasMark({ selection, storedMarks, doc }: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = selection;
  if (empty) return type.isInSet(storedMarks ?? $from.marks()) !== undefined;
  return doc.rangeHasMark(from, to, type);
}

function isIn({ selection: { $from } }: EditorState, type: NodeType): boolean {
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true;
  return false;
}

function isHeading({ selection: { $from } }: EditorState, level: number): boolean {
  return $from.parent.type === nodes.heading && $from.parent.attrs.level === level;
}

function toggleHeading(level: number): Command {
  return (state, dispatch) =>
    isHeading(state, level)
      ? setBlockType(nodes.paragraph)(state, dispatch)
      : setBlockType(nodes.heading, { level })(state, dispatch);
}

function toggleList(type: NodeType): Command {
  return (state, dispatch) => (isIn(state, type) ? lift(state, dispatch) : wrapInList(type)(state, dispatch));
}

function toggleQuote(state: EditorState, dispatch?: EditorView['dispatch']): boolean {
  return isIn(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch);
}

/** Asks for an address in a dialog; an empty one takes the link away. Without a selection the address itself is written. */
function askForLink(state: EditorState, dispatch?: EditorView['dispatch'], view?: EditorView): boolean {
  if (!dispatch || !view) return true;
  const before = marks.link.isInSet(state.selection.$from.marks())?.attrs.href as string | undefined;
  const field = make('input', {
    class: 'input input-full',
    type: 'url',
    id: 'link-address',
    value: before ?? '',
  });
  const wrong = make('p', { class: 'field-error', role: 'alert' });
  const keep = make('button', { class: 'button first', value: 'keep' }, 'Keep this link');
  const leave = make('button', { class: 'button plain', value: '', formnovalidate: '' }, 'Leave it');
  const form = make(
    'form',
    { method: 'dialog', class: 'form', novalidate: '' },
    make(
      'div',
      { class: 'field' },
      make('label', { for: 'link-address' }, 'Address to link to'),
      wrong,
      field,
    ),
    make('p', { class: 'hint' }, 'Empty it to take the link away.'),
    make('div', { class: 'actions' }, keep, leave),
  );
  const dialog = make('dialog', { class: 'dialog', 'aria-label': 'Link', 'data-keep': '' }, form);
  form.addEventListener('submit', (event) => {
    event.stopPropagation();
    const address = withScheme(field.value.trim());
    if (event.submitter !== keep || address === '' || mayLinkTo(address)) return;
    event.preventDefault();
    wrong.textContent = 'Give an address that begins with https://, http:// or mailto:';
    field.focus();
  });
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'keep') setLink(view, withScheme(field.value.trim()));
    dialog.remove();
    view.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return true;
}

function withScheme(address: string): string {
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(address) ? `https://${address}` : address;
}

function setLink({ state, dispatch }: EditorView, href: string): void {
  const { from, to, empty, $from } = state.selection;
  const range = empty ? linkAround(state, $from.pos) : { from, to };
  const change = state.tr;
  if (href === '') {
    if (range) dispatch(change.removeMark(range.from, range.to, marks.link));
    return;
  }
  const link = marks.link.create({ href });
  if (range)
    dispatch(change.removeMark(range.from, range.to, marks.link).addMark(range.from, range.to, link));
  else dispatch(change.replaceSelectionWith(schema.text(href, [link]), false));
}

/** From where to where the link at a place goes, if there is one. */
function linkAround({ doc }: EditorState, position: number): { from: number; to: number } | undefined {
  const $at = doc.resolve(position);
  const link = marks.link.isInSet($at.marks());
  if (!link) return undefined;
  let from = position;
  let to = position;
  $at.parent.forEach((node, offset) => {
    const start = $at.start() + offset;
    const end = start + node.nodeSize;
    if (link.isInSet(node.marks) && start <= position && end >= position)
      [from, to] = [Math.min(from, start), end];
  });
  return { from, to };
}

/** Makes the toolbar of an editor. Arrow keys move within it; it is one stop for the Tab key. */
export function makeToolbar(
  view: EditorView,
  named: { label: string; controls: string },
  more: readonly HTMLButtonElement[],
): { bar: HTMLElement; refresh: () => void } {
  const buttons = TOOLS.map((tool) => toolButton(tool, view));
  const bar = make(
    'div',
    { class: 'editor-bar', role: 'toolbar', 'aria-label': named.label, 'aria-controls': named.controls },
    ...buttons,
    ...more,
  );
  rove(bar);
  const refresh = () => {
    TOOLS.forEach((tool, at) => {
      const button = buttons[at];
      if (!button) return;
      if (tool.isOn) button.setAttribute('aria-pressed', String(tool.isOn(view.state)));
      else button.setAttribute('aria-disabled', String(!tool.run(view.state)));
    });
  };
  return { bar, refresh };
}

function toolButton(tool: Tool, view: EditorView): HTMLButtonElement {
  const keys = tool.keys?.replace('Mod', isApple() ? '⌘' : 'Ctrl').replaceAll('-', '+');
  const title = keys ? { title: `${tool.label} (${keys})` } : {};
  const button = make('button', { type: 'button', class: 'editor-tool', ...title }, tool.label);
  // Pressing a tool leaves the cursor where it is.
  button.addEventListener('mousedown', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    tool.run(view.state, view.dispatch, view);
    if (!document.querySelector('dialog[open]')) view.focus();
  });
  return button;
}

function isApple(): boolean {
  return /Mac|iP(hone|ad)/.test(navigator.platform);
}

function rove(bar: HTMLElement): void {
  const buttons = () => [...bar.querySelectorAll('button')];
  const stopAt = (stop: HTMLButtonElement | undefined) => {
    for (const button of buttons()) button.tabIndex = button === stop ? 0 : -1;
  };
  stopAt(buttons()[0]);
  bar.addEventListener('keydown', (event) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    stopAt(next);
    next?.focus();
  });
}
