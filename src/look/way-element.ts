/** What a custom element does while it stands in a page; `left` ends when it is taken out. */
export type Connect = (host: HTMLElement, left: AbortSignal) => void;

/** Defines a custom element out of a function. Its children are there when `connect` runs. */
export function element(name: string, connect: Connect) {
  if (customElements.get(name)) return;
  customElements.define(
    name,
    class extends HTMLElement {
      #left = new AbortController();

      connectedCallback() {
        this.#left = new AbortController();
        const { signal } = this.#left;
        queueMicrotask(() => {
          if (!signal.aborted) connect(this, signal);
        });
      }

      disconnectedCallback() {
        this.#left.abort();
      }
    },
  );
}

/** Makes an element with attributes and text or children. Never from HTML: the pages run under Trusted Types. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}
