/** Marking words in the text of a section offers to quote them in the comment; without scripts they are copied by hand. */
const form = document.querySelector<HTMLFormElement>('form#comment');
const quote = form?.elements.namedItem('quote');
const component = form?.elements.namedItem('component');
const words = form?.elements.namedItem('words');
const MOST = 1000;

if (quote instanceof HTMLTextAreaElement && words instanceof HTMLTextAreaElement) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button quote-button';
  button.textContent = 'Comment on these words';
  button.hidden = true;
  button.dataset.keep = '';
  document.body.append(button);
  let marked: { text: string; component: string } | undefined;

  document.addEventListener('selectionchange', () => {
    marked = readSelection();
    button.hidden = !marked;
    if (marked) place(button);
  });
  // Pressing the button must not empty the selection before it is read.
  button.addEventListener('pointerdown', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    if (!marked) return;
    quote.value = marked.text;
    if (component instanceof HTMLSelectElement) component.value = marked.component;
    button.hidden = true;
    words.focus();
  });
}

function readSelection(): { text: string; component: string } | undefined {
  const selection = document.getSelection();
  const text = selection?.toString().trim().slice(0, MOST) ?? '';
  const place = placeIn(selection?.anchorNode);
  if (text === '' || !place || place !== placeIn(selection?.focusNode)) return undefined;
  return { text, component: place.dataset.quotable ?? '' };
}

function placeIn(node: Node | null | undefined): HTMLElement | null {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest<HTMLElement>('[data-quotable]') ?? null;
}

function place(button: HTMLElement): void {
  const box = document.getSelection()?.getRangeAt(0).getBoundingClientRect();
  if (!box) return;
  button.style.insetBlockStart = `${window.scrollY + box.bottom + 6}px`;
  button.style.insetInlineStart = `${window.scrollX + Math.max(8, box.left)}px`;
}
