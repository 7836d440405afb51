import { make, type Connect } from './way-element.ts';

const agreed = new WeakSet<HTMLFormElement>();

/** `<way-confirm question detail yes>`: asks before the form inside goes. */
export const connectConfirm: Connect = (host, left) => {
  // Before way-form hears of it, so that nothing is sent unasked.
  host.addEventListener('submit', (event) => ask(host, event), { signal: left, capture: true });
};

function ask(host: HTMLElement, event: SubmitEvent) {
  const form = event.target as HTMLFormElement;
  if (agreed.delete(form)) return;
  event.preventDefault();
  event.stopPropagation();
  const dialog = dialogOf(host);
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (dialog.returnValue !== 'yes') return;
    agreed.add(form);
    form.requestSubmit(event.submitter);
  });
  document.body.append(dialog);
  dialog.showModal();
}

function dialogOf(host: HTMLElement) {
  const said = (name: string) => host.getAttribute(name) ?? '';
  const title = make('h2', { id: 'confirm-question' }, said('question'));
  const detail = said('detail') ? [make('p', {}, said('detail'))] : [];
  const yes = make('button', { class: 'button first', value: 'yes' }, said('yes'));
  const no = make('button', { class: 'button plain', value: 'no' }, 'Go back');
  const buttons = make('form', { class: 'actions', method: 'dialog' }, yes, no);
  return make('dialog', { class: 'dialog', 'aria-labelledby': title.id }, title, ...detail, buttons);
}
