import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands';
import { history } from 'prosemirror-history';
import { inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { DOMParser } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { EditorState, type Command, type Plugin } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { element, make, type Connect } from '#look/way-element.ts';
import { documentFrom, IGNORED_ON_PASTE, markdownFrom, schema } from './editor-document.ts';
import { makeToolbar, TOOLS } from './editor-toolbar.ts';

const { nodes } = schema;

/** The document is told of this when a page was fitted over the one in sight (see way-fit.ts). */
const FITTED = 'waymark:fitted';

/**
 * `<way-editor label>`: an editor over the textarea inside it. The textarea goes on holding the Markdown, and everything
 * else (saving, counting, the form itself) reads it there; a text that nobody touches is never rewritten.
 */
const connectEditor: Connect = (host, left) => {
  const area = host.querySelector('textarea');
  if (!area || host.querySelector('.editor')) return;
  const writing = startWriting(host, area);
  const on = { signal: left };
  const first = { signal: left, capture: true };
  host.addEventListener('focusout', writing.flush, on);
  // Before anyone else asks the textarea what it holds.
  for (const event of ['submit', 'visibilitychange']) document.addEventListener(event, writing.flush, first);
  addEventListener('pagehide', writing.flush, first);
  document.addEventListener('submit', writing.noteSent, first);
  document.addEventListener(FITTED, writing.takeUp, on);
  area.addEventListener('input', writing.takeUp, on);
  area.addEventListener('focus', writing.focus, on);
  document.querySelector(`label[for="${area.id}"]`)?.addEventListener('click', writing.focus, on);
  left.addEventListener('abort', writing.end);
};

type Writing = Record<'flush' | 'noteSent' | 'takeUp' | 'focus' | 'end', () => void>;

function startWriting(host: HTMLElement, area: HTMLTextAreaElement): Writing {
  let held = area.value;
  let sent = area.value;
  let isPending = false;
  let timer = 0;
  let cost = 0;
  const box = make('div', { class: 'editor', 'data-keep': '' });
  const sheet = make('div', { class: 'editor-sheet' });
  const view = new EditorView(sheet, {
    state: stateOf(area.value),
    attributes: attributesFor(host, area),
    clipboardParser: pasteParser(),
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      refresh();
      if (transaction.docChanged) onChange();
    },
  });
  const plain = make('button', { type: 'button', class: 'editor-tool editor-plain' }, 'Plain text');
  const label = `Form of: ${host.getAttribute('label') ?? 'text'}`;
  const { bar, refresh } = makeToolbar(view, { label, controls: `${area.id}-editor` }, [plain]);
  box.append(bar, sheet);
  host.prepend(box);
  const isPlain = () => box.classList.contains('editor-off');
  const hide = () => {
    area.tabIndex = isPlain() ? 0 : -1;
    area.toggleAttribute('aria-hidden', false);
    if (!isPlain()) area.setAttribute('aria-hidden', 'true');
  };
  plain.setAttribute('aria-pressed', 'false');
  plain.addEventListener('click', () => {
    flush();
    const off = box.classList.toggle('editor-off');
    plain.setAttribute('aria-pressed', String(off));
    hide();
    if (off) area.focus();
    else focus();
  });
  hide();
  refresh();

  function onChange() {
    isPending = true;
    clearTimeout(timer);
    // A short text is written out at once, a very long one when the person pauses.
    if (cost < 8) flush();
    else timer = window.setTimeout(flush, Math.min(1200, cost * 10));
  }

  function flush() {
    if (!isPending) return;
    isPending = false;
    clearTimeout(timer);
    const began = performance.now();
    const markdown = markdownFrom(view.state.doc);
    cost = performance.now() - began;
    if (markdown === held) return;
    held = markdown;
    area.value = markdown;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** The textarea holds something that did not come from here: a kept copy put back, or what the server sent. */
  function takeUp() {
    hide();
    if (area.value === held) return;
    if (area.value === sent && held !== sent) {
      // The answer to an earlier save, while somebody wrote on.
      area.value = held;
      area.dispatchEvent(new Event('input', { bubbles: true }));
      return;
    }
    held = area.value;
    sent = area.value;
    view.updateState(stateOf(area.value));
    refresh();
  }

  function focus() {
    if (!isPlain()) view.focus();
  }

  return {
    flush,
    noteSent: () => (sent = held),
    takeUp,
    focus,
    end: () => {
      clearTimeout(timer);
      view.destroy();
      box.remove();
    },
  };
}

function attributesFor(host: HTMLElement, area: HTMLTextAreaElement): Record<string, string> {
  const said = area.getAttribute('aria-describedby');
  return {
    id: `${area.id}-editor`,
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': host.getAttribute('label') ?? 'Text',
    spellcheck: 'true',
    class: 'prose',
    ...(said ? { 'aria-describedby': said } : {}),
  };
}

function stateOf(markdown: string): EditorState {
  return EditorState.create({ doc: documentFrom(markdown), plugins: plugins() });
}

function pasteParser(): DOMParser {
  const { rules } = DOMParser.fromSchema(schema);
  return new DOMParser(schema, [...IGNORED_ON_PASTE, ...rules]);
}

function plugins(): Plugin[] {
  return [history(), shortcuts(), keymap(toolKeys()), keymap(listKeys()), keymap(baseKeymap)];
}

/** What is typed at the start of a line in Markdown becomes what it means. */
function shortcuts(): Plugin {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^(#{1,3})\s$/, nodes.heading, ([, signs]) => ({ level: signs?.length ?? 1 })),
      wrappingInputRule(/^\s*[-+*]\s$/, nodes.bullet_list),
      wrappingInputRule(/^(\d{1,9})[.)]\s$/, nodes.ordered_list, ([, order]) => ({ order: Number(order) })),
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
    ],
  });
}

function toolKeys(): Record<string, Command> {
  const keys = TOOLS.flatMap(({ keys: pressed, run }) => (pressed ? [[pressed, run] as const] : []));
  return { ...Object.fromEntries(keys), 'Shift-Mod-z': TOOLS.at(-1)?.run ?? exitCode, 'Mod-Enter': sendForm };
}

/** Tab is left alone, so that nobody is caught in here: brackets move a point of a list in and out. */
function listKeys(): Record<string, Command> {
  const newLine: Command = (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
    return true;
  };
  return {
    Enter: splitListItem(nodes.list_item),
    'Mod-[': liftListItem(nodes.list_item),
    'Mod-]': sinkListItem(nodes.list_item),
    'Shift-Enter': chainCommands(exitCode, newLine),
  };
}

function sendForm(_state: EditorState, _dispatch?: EditorView['dispatch'], view?: EditorView): boolean {
  view?.dom.closest('way-editor')?.querySelector('textarea')?.form?.requestSubmit();
  return true;
}

element('way-editor', connectEditor);
