import { make, type Connect } from './way-element.ts';

/** `<way-choose>`: how many rows are chosen, all at once, and a range with Shift. */
export const connectChoose: Connect = (host, left) => {
  const form = host.querySelector('form');
  const count = host.querySelector('output');
  if (!form || !count) return;
  const boxes = () =>
    [...form.elements].filter(
      (field) => field instanceof HTMLInputElement && field.type === 'checkbox',
    ) as HTMLInputElement[];
  const all = make('button', { type: 'button', class: 'button quiet' }, 'Choose all');
  const say = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    count.textContent = `${chosen} chosen`;
    form.classList.toggle('choose-some', chosen > 0);
    all.textContent = chosen === boxes().length && chosen > 0 ? 'Choose none' : 'Choose all';
  };
  all.addEventListener('click', () => {
    const choose = boxes().some((box) => !box.checked);
    for (const box of boxes()) box.checked = choose;
    say();
  });
  count.after(all);
  left.addEventListener('abort', () => all.remove());
  chooseRanges(boxes, left);
  document.addEventListener('change', say, { signal: left });
  say();
};

function chooseRanges(boxes: () => HTMLInputElement[], left: AbortSignal) {
  let last: HTMLInputElement | undefined;
  const onClick = (event: MouseEvent) => {
    const row = boxes();
    const box = row.find((one) => one === event.target);
    if (!box) return;
    if (event.shiftKey && last) {
      const [from = 0, to = 0] = [row.indexOf(last), row.indexOf(box)].sort((a, b) => a - b);
      for (const between of row.slice(from, to + 1)) between.checked = box.checked;
    }
    last = box;
  };
  document.addEventListener('click', onClick, { signal: left });
}
