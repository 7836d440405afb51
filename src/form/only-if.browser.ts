/** Questions that are asked only if another was answered so come and go while that answer changes. The server decides anew. */
const FIELDS = '[data-only-if]';

document.addEventListener('change', showAndHide);
document.addEventListener('input', showAndHide);
showAndHide();

function showAndHide() {
  for (const form of document.querySelectorAll('form')) {
    const places = [...form.querySelectorAll<HTMLElement>(FIELDS)];
    if (places.length === 0) continue;
    // A question may hang on one that hangs on another: each stands after its source, so one walk is enough.
    for (const place of places) {
      const values = valuesOf(form, place.dataset.onlyIf ?? '');
      if (values) place.hidden = !wanted(place).some((one) => values.includes(one));
    }
    noteShown(form, places);
  }
}

function wanted(place: HTMLElement): string[] {
  return JSON.parse(place.dataset.is ?? '[]') as string[];
}

/** What a question is answered with on this page: nothing where it is hidden, undefined where it is asked elsewhere. */
function valuesOf(form: HTMLFormElement, name: string): string[] | undefined {
  const controls = form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`);
  if (controls.length === 0) return undefined;
  return [...controls].filter((one) => one.checked && !one.closest('[hidden]')).map(({ value }) => value);
}

/** Tells the server which questions the person has seen. */
function noteShown(form: HTMLFormElement, places: readonly HTMLElement[]) {
  const field = form.querySelector<HTMLInputElement>('input[name="shown"]');
  if (!field) return;
  const seen = places.flatMap((place) => (place.hidden ? [] : (place.dataset.question ?? [])));
  field.value = [...new Set([...field.defaultValue.split(' '), ...seen])].join(' ');
}
