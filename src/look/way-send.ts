/**
 * What came back for a form: the page, where it is, and whether it is where the form led on to (the house answers a post that
 * worked by sending the browser on) or the same form again with what is wrong.
 */
export type Answer = { page: Document; url: URL; onward: boolean };

/** Why there is no page: no connection, stopped by the person, or something that is no page of ours. */
export type NoAnswer = 'unreachable' | 'stopped' | { elsewhere: URL; onward: boolean };

export type Sending = { progress?: (part: number) => void; stop?: AbortSignal };

/**
 * Sends a form as the browser would and gives the page that follows. XMLHttpRequest, because it alone reports how far an
 * upload has come, and because it parses a page itself: no string ever becomes HTML here, so no Trusted Types policy is needed.
 */
export function send(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  { progress, stop }: Sending = {},
): Promise<Answer | NoAnswer> {
  const { promise, resolve } = Promise.withResolvers<Answer | NoAnswer>();
  const action = actionOf(form, submitter);
  const request = new XMLHttpRequest();
  request.open('POST', action);
  request.responseType = 'document';
  request.setRequestHeader('Accept', 'text/html');
  request.upload.onprogress = (event) => progress?.(event.lengthComputable ? event.loaded / event.total : 0);
  request.onerror = () => resolve('unreachable');
  request.onabort = () => resolve('stopped');
  request.onload = () => resolve(answerOf(request, action));
  stop?.addEventListener('abort', () => request.abort());
  request.send(bodyOf(form, submitter));
  return promise;
}

/** The page in sight as the server has it now; nothing when it cannot be had, or is another one. */
export function seeAgain(stop: AbortSignal): Promise<Answer | undefined> {
  const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
  const here = new URL(location.href);
  const request = new XMLHttpRequest();
  request.open('GET', here);
  request.responseType = 'document';
  request.setRequestHeader('Accept', 'text/html');
  request.onerror = request.onabort = () => resolve(undefined);
  request.onload = () => {
    const answer = answerOf(request, here);
    const isHere = typeof answer === 'object' && 'page' in answer && answer.url.pathname === here.pathname;
    resolve(isHere && request.status === 200 ? answer : undefined);
  };
  stop.addEventListener('abort', () => request.abort());
  request.send();
  return promise;
}

function actionOf(form: HTMLFormElement, submitter: HTMLElement | null) {
  return new URL(submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '', location.href);
}

function answerOf(request: XMLHttpRequest, action: URL): Answer | NoAnswer {
  const url = new URL(request.responseURL);
  const page = request.responseXML;
  if (!page?.querySelector('main#main')) return { elsewhere: url, onward: url.href !== action.href };
  return { page, url, onward: request.status < 400 };
}

function bodyOf(form: HTMLFormElement, submitter: HTMLElement | null) {
  const data = new FormData(form, submitter);
  return form.enctype === 'multipart/form-data' ? data : urlencoded(data);
}

/** A form's fields as the browser writes them by default; files are left out. */
export function urlencoded(data: FormData): URLSearchParams {
  const fields = [...data].filter((field): field is [string, string] => typeof field[1] === 'string');
  return new URLSearchParams(fields);
}
