/** The preview beside a question follows what is typed; a question can be dragged to where it belongs. */
const PAUSE = 350;

followTyping();
letDrag();

/** The server draws the preview, with the applicant's own controls: what is typed goes there after a pause, and is not kept. */
function followTyping() {
  let timer = 0;
  let asked = 0;
  document.addEventListener('input', (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>('form#question');
    if (!form) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => void refresh(form, ++asked), PAUSE);
  });

  async function refresh(form: HTMLFormElement, number: number) {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    body.set('intent', 'preview');
    const page = await pageFrom(form.action, body);
    const fresh = page?.querySelector('[data-preview]');
    if (!fresh || number !== asked) return;
    document.querySelector('[data-preview]')?.replaceChildren(...fresh.childNodes);
    // Conditions are drawn as nobody has answered: the script that follows them looks anew.
    document.dispatchEvent(new Event('change'));
  }
}

/** The page that comes back, read by the browser; nothing when none comes. */
async function pageFrom(action: string, body: URLSearchParams): Promise<Document | undefined> {
  return new Promise((resolve) => {
    const asking = new XMLHttpRequest();
    asking.open('POST', action);
    asking.responseType = 'document';
    asking.onload = () => resolve(asking.responseXML ?? undefined);
    asking.onerror = () => resolve(undefined);
    asking.send(body);
  });
}

/** Dragging says the same as the buttons: the server moves, and the page is shown anew. */
function letDrag() {
  let dragged: HTMLElement | undefined;
  const rowAt = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLElement>('.form-outline li[data-question]') : null;
  const clear = () => {
    for (const row of document.querySelectorAll('.form-outline li[data-before]'))
      delete (row as HTMLElement).dataset.before;
  };
  document.addEventListener('pointerover', ({ target }) => {
    const row = rowAt(target);
    if (row) row.draggable = true;
  });
  document.addEventListener('dragstart', ({ target, dataTransfer }) => {
    dragged = rowAt(target) ?? undefined;
    // Without something to carry, some browsers do not drag.
    if (dragged) dataTransfer?.setData('text/plain', dragged.dataset.question ?? '');
    if (dragged) dragged.dataset.dragged = '';
  });
  document.addEventListener('dragover', (event) => {
    const row = rowAt(event.target);
    if (!dragged || !row) return;
    event.preventDefault();
    clear();
    row.dataset.before = '';
  });
  document.addEventListener('dragend', () => {
    clear();
    if (dragged) delete dragged.dataset.dragged;
    dragged = undefined;
  });
  document.addEventListener('drop', (event) => {
    const row = rowAt(event.target);
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    const others = [...(row.parentElement?.children ?? [])].filter((one) => one !== dragged);
    send({
      id: dragged.dataset.question ?? '',
      section: row.closest<HTMLElement>('[data-section]')?.dataset.section ?? '',
      at: String(others.indexOf(row)),
    });
  });
}

function send(values: Record<string, string>) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = document.querySelector<HTMLElement>('[data-place]')?.dataset.place ?? '';
  for (const [name, value] of Object.entries(values)) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
